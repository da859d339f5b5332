using AppFrag.Corpus.Judging;

namespace AppFrag.Corpus.Cases;

/// <summary>What the rules said about a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="At">Findings of the case's rules at each of its lines before the fix.</param>
/// <param name="After">Findings of the case's rules in the same members after it.</param>
/// <param name="InFile">All findings in the file before the fix.</param>
internal sealed record CaseResult(RealCase Case, IReadOnlyDictionary<int, IReadOnlyList<Finding>> At, IReadOnlyList<Finding> After, IReadOnlyList<Finding> InFile)
{
    public int Found => At.Count(line => line.Value.Count > 0);

    /// <summary>A place that must stay silent may still be reported below Warning.</summary>
    public bool IsAsExpected => Case.Expectation switch
    {
        "found" => Found == At.Count && After.Count == 0,
        "silent" => At.Values.All(findings => findings.All(finding => finding.Severity is "info" or "hidden")),
        _ => Found == 0,
    };
}
