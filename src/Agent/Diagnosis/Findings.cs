using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>Runs detectors over a window.</summary>
internal static class Findings
{
    /// <summary>What they found, most severe first, then best supported.</summary>
    public static IReadOnlyList<Finding> In(DiagnosisWindow window, IEnumerable<IDetector> detectors) =>
    [
        .. detectors
            .Select(detector => detector.Detect(window))
            .OfType<Finding>()
            .OrderByDescending(finding => finding.Severity)
            .ThenByDescending(finding => finding.Evidence),
    ];
}
