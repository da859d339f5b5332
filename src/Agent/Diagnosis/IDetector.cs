using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>One cause, looked for in one window. Pure: the same window gives the same answer, live or recorded.</summary>
internal interface IDetector
{
    /// <summary>The id of the finding it can report.</summary>
    string FindingId { get; }

    /// <summary>The finding, or <see langword="null"/> when the window does not carry it.</summary>
    Finding? Detect(DiagnosisWindow window);
}
