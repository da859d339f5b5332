using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>
/// Several detectors can see the same thing from different sides. Which of two findings is then the root is decided here, and
/// only here: where both name a site it must be the same one. The root takes over the greater severity and harm, the symptom
/// keeps its numbers and says whose it is. No claim is added: a root of evidence level 3 stays one.
/// </summary>
internal static class RootCauses
{
    private static readonly Relation[] Relations =
    [
        new("loh-fragmentation-varying-sizes", "full-collections-per-request-buffers", "large-objects-from-one-line", "gc-heap-holes"),
        new("loh-fragmentation-per-request-buffers", "full-collections-per-request-buffers", "large-objects-from-one-line", "gc-heap-holes"),
        new("full-collections-per-request-buffers", "large-objects-from-one-line", "gc-heap-holes"),
        new("large-objects-from-one-line", "gc-heap-holes"),
        new("fragmentation-by-pinning", "gc-heap-holes"),
        new("memory-leak", "cgroup-memory-limit") { When = HeapIsMostOfTheGroup },
        new("memory-leak", "host-memory-shortage") { When = HeapIsMostOfTheMachine },
        new("host-memory-shortage", "host-reclaim-too-late", "host-high-order-stalls", "host-huge-page-fallback"),
        new("host-slab-growth", "host-unmovable-growth"),
        new("host-high-order-stalls", "host-huge-page-fallback", "host-costly-orders-not-compacted"),
    ];

    /// <summary>Ids that can be the root of <paramref name="symptom"/>, first choice first.</summary>
    public static IEnumerable<string> RootsOf(string symptom) => Relations.Where(relation => relation.Symptoms.Contains(symptom)).Select(relation => relation.Root);

    /// <summary>All ids that the table names.</summary>
    public static IEnumerable<string> Ids => Relations.SelectMany(relation => relation.Symptoms.Append(relation.Root)).Distinct();

    public static IReadOnlyList<Finding> Join(IReadOnlyList<Finding> findings, DiagnosisWindow window)
    {
        Finding[] joined = [.. findings.Select(finding => Root(finding, findings, window) is { } root ? Symptom(finding, root) : finding)];
        for (int i = 0; i < joined.Length; i++)
        {
            Finding[] symptoms = [.. joined.Where(finding => finding.SymptomOf == joined[i].Id)];
            if (symptoms.Length > 0)
            {
                joined[i] = joined[i] with
                {
                    Severity = symptoms.Max(finding => finding.Severity) is var worst && worst > joined[i].Severity ? worst : joined[i].Severity,
                    Harm = symptoms.Select(finding => finding.Harm).Append(joined[i].Harm).MaxBy(harm => harm.Score)!,
                };
            }
        }

        return joined;
    }

    // The table is followed to its end: a symptom of a symptom belongs to the root of both.
    private static Finding? Root(Finding finding, IReadOnlyList<Finding> all, DiagnosisWindow window)
    {
        Finding? root = null;
        for (Finding? next = Parent(finding, all, window); next is not null; next = Parent(next, all, window))
        {
            root = next;
        }

        return root;
    }

    private static Finding? Parent(Finding finding, IReadOnlyList<Finding> all, DiagnosisWindow window) => Relations
        .Where(relation => relation.Symptoms.Contains(finding.Id) && relation.When(window))
        .Select(relation => all.FirstOrDefault(other => other.Id == relation.Root && SameSite(finding, other)))
        .FirstOrDefault(other => other is not null);

    private static bool SameSite(Finding one, Finding other) =>
        one.Site is not { } a || other.Site is not { } b || (a.Method == b.Method && a.Type == b.Type);

    private static Finding Symptom(Finding finding, Finding root) => finding with
    {
        SymptomOf = root.Id,
        Details = [.. finding.Details, $"Seen together with \"{root.Title}\" ({root.Id}), which says what to do."],
    };

    private static bool HeapIsMostOfTheGroup(DiagnosisWindow window) =>
        window is { LiveHeap: [.., var live], LatestHost.Cgroup: { CurrentBytes: > 0 and var used } } && live.Bytes >= used / 2;

    private static bool HeapIsMostOfTheMachine(DiagnosisWindow window) =>
        window is { LiveHeap: [.., var live], LatestHost: { } host } && host.Memory.TryGetValue("MemTotal", out long total) && live.Bytes >= total / 2;

    private sealed record Relation(string Root, params string[] Symptoms)
    {
        public Func<DiagnosisWindow, bool> When { get; init; } = _ => true;
    }
}
