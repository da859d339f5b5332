using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>Runs detectors over a window and puts what they found in order.</summary>
internal static class Findings
{
    /// <summary>
    /// What they found. First what fails, then by harm (<see cref="FindingHarm.Score"/>), severity and evidence; each root is
    /// followed by its symptoms. Where nothing of the process asks for action, the last one says so.
    /// </summary>
    public static IReadOnlyList<Finding> In(DiagnosisWindow window, IEnumerable<IDetector> detectors)
    {
        IReadOnlyList<Finding> findings = [.. RootCauses.Join([.. detectors.Select(detector => detector.Detect(window)).OfType<Finding>()], window).Select(finding => Beginnings.Add(finding, window))];
        var symptoms = findings.Where(finding => finding.SymptomOf is not null).ToLookup(finding => finding.SymptomOf);
        return
        [
            .. Ranked(findings.Where(finding => finding.SymptomOf is null)).SelectMany(root => Ranked(symptoms[root.Id]).Prepend(root)),
            .. HealthyProcess.In(window, findings) is { } healthy ? [healthy] : Array.Empty<Finding>(),
        ];
    }

    private static IOrderedEnumerable<Finding> Ranked(IEnumerable<Finding> findings) => findings
        .OrderByDescending(finding => finding.Severity == Severity.Critical)
        .ThenByDescending(finding => finding.Severity == Severity.Info ? 0 : finding.Harm.Score)
        .ThenByDescending(finding => finding.Severity)
        .ThenByDescending(finding => finding.Evidence);
}
