namespace AppFrag.Model;

/// <summary>How much a finding matters to the people who run the service.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nobody is harmed.</summary>
    Info,

    /// <summary>Costs requests time or memory now, or will at the present trend.</summary>
    Warning,

    /// <summary>The process or its requests are failing, or are about to.</summary>
    Critical,
}

/// <summary>What a finding rests on. The text of a finding never claims more than its level.</summary>
public enum EvidenceLevel
{
    /// <summary>Two things were seen at the same time.</summary>
    Coincident = 0,

    /// <summary>They move together by more than chance.</summary>
    Associated = 1,

    /// <summary>Associated, and a mechanism that would connect them is open on this machine.</summary>
    AssociatedWithMechanism = 2,

    /// <summary>Observed in this process or its own cgroup.</summary>
    ObservedInProcess = 3,

    /// <summary>Shown by changing one thing and measuring again.</summary>
    ShownByIntervention = 4,
}

/// <summary>A conclusion: what is wrong (or that nothing is), what it rests on, and the one thing to do.</summary>
public sealed record Finding
{
    /// <summary>Stable id in kebab case, e.g. <c>loh-fragmentation-per-request-buffers</c>; the value of <c>appfrag.finding.id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>One line a person understands without reading on.</summary>
    public required string Title { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it rests on.</summary>
    public required EvidenceLevel Evidence { get; init; }

    /// <summary>The evidence as sentences, each with its numbers and units.</summary>
    public required IReadOnlyList<string> Details { get; init; }

    /// <summary>The numbers of <see cref="Details"/> that matter most, each with its unit; names are unique within a finding.</summary>
    public IReadOnlyList<FindingNumber> Numbers { get; init; } = [];

    /// <summary>What it costs, as far as that can be measured.</summary>
    public FindingHarm Harm { get; init; } = FindingHarm.None;

    /// <summary>The allocation site to change, if code is the cause.</summary>
    public AllocationSite? Site { get; init; }

    /// <summary>The analyzer rule that reports code like that of <see cref="Site"/>, e.g. <c>AF0001</c>; <see langword="null"/> when none does.</summary>
    public string? RuleId { get; init; }

    /// <summary>What it is about where that is neither the whole process nor a site: a control group, a zone; <see langword="null"/> otherwise.</summary>
    public string? Scope { get; init; }

    /// <summary>Id of the finding of the same report that is the root of this one; <see langword="null"/> when it stands for itself. What to do is said there.</summary>
    public string? SymptomOf { get; init; }

    /// <summary>Routes that reach the site, largest share first; empty when none is known.</summary>
    public IReadOnlyList<RouteShare> Routes => Site?.Routes ?? [];

    /// <summary>Requests that paid for it, worst first; at most five.</summary>
    public IReadOnlyList<FindingExample> Examples { get; init; } = [];

    /// <summary>W3C trace ids (32 hex digits) of <see cref="Examples"/>, each once.</summary>
    public IReadOnlyList<string> ExampleTraces => [.. Examples.Select(example => example.TraceId).Distinct()];

    /// <summary>
    /// The same for the same cause in every report: <see cref="Id"/> and what it is about. Without the line, which is unknown
    /// while a method is being optimized.
    /// </summary>
    public string Identity => (Site, Scope) switch
    {
        ({ } site, _) => $"{Id}@{site.Method}/{site.Type}",
        (_, { } scope) => $"{Id}@{scope}",
        _ => Id,
    };

    /// <summary>The one recommended action: a code change or a decision, or that there is nothing to do.</summary>
    public required string Action { get; init; }

    /// <summary>An exact, reversible command for the action, if it is one. AppFrag prints it and never runs it.</summary>
    public string? Command { get; init; }

    /// <summary>The command that restores what <see cref="Command"/> changes; <see langword="null"/> when it changes nothing.</summary>
    public string? Undo { get; init; }

    /// <summary>The setting that <see cref="Command"/> changes, with its value now and the system's own; <see langword="null"/> when it changes none.</summary>
    public SettingChange? Setting { get; init; }

    /// <summary>What the action costs or risks.</summary>
    public string? Cost { get; init; }

    /// <summary>How to see that the action worked.</summary>
    public required string Verify { get; init; }
}
