namespace AppFrag.Gallery;

/// <summary>
/// What must be concluded of each scenario: the same for the processes and for what was recorded of them.
/// </summary>
/// <param name="Scenario">Its name; see <c>Scenarios</c>.</param>
/// <param name="Seconds">For how long it runs until it is judged.</param>
/// <param name="OnTop">One cause, under the ids that it may come to light by. Empty where nothing may ask for action.</param>
internal sealed record Expectation(string Scenario, int Seconds, params string[] OnTop)
{
    public static IReadOnlyList<Expectation> All { get; } =
    [
        new("request-buffers", 60, "loh-fragmentation-per-request-buffers", "full-collections-per-request-buffers"),
        new("varying-sizes", 60, "loh-fragmentation-varying-sizes"),
        new("pinning", 75, "fragmentation-by-pinning"),
        new("leak", 170, "memory-leak"),
        new("small-objects", 60, "small-object-granularity"),
        new("cgroup-limit", 60, "cgroup-memory-limit"),
        new("memory-maps", 40, "process-memory-maps"),
        new("fragmented-host", 60),
        new("healthy", 60),
    ];

    /// <summary>Nothing is wrong, or it harms nobody: it must be said so, and nothing above information.</summary>
    public bool IsHarmless => OnTop.Length == 0;

    /// <param name="findings">Id and severity, first the one on top.</param>
    public bool IsMet(IReadOnlyList<(string Id, string Severity)> findings) => IsHarmless
        ? findings.Any(finding => finding.Id == "healthy") && findings.All(finding => finding.Severity == "Info")
        : findings.Count > 0 && OnTop.Contains(findings[0].Id);
}
