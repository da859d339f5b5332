using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Pageblocks of type Unmovable become many more (pagetypeinfo, root only). Compaction works around them, so blocks of
/// huge-page size come back only when their holder gives them up. Which requests noticed is not claimed.
/// </summary>
internal sealed class UnmovableGrowth : IDetector
{
    public const string Id = "host-unmovable-growth";

    // Heuristics: a few blocks come and go with every burst of kernel work.
    private const long MinBlocks = 64;
    private const double MinGrowthShare = 0.25;
    private const double LargeShare = 0.25;

    private const string Look = "sudo appfrag kernel --duration 30s";

    public string FindingId => Id;

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window.LatestHost is not { PageblockOrder: { } order } host || Blocks(host) is not { } now)
        {
            return null;
        }

        long all = host.Pageblocks.Select(type => type.Pageblocks).Total();
        string share = Quantity.Percent(all > 0 ? (double)now / all : 0);
        string size = Quantity.Bytes((double)host.PageSize * now * (1L << order));
        if (window.OldestHost is { } oldest && oldest.Timestamp < host.Timestamp && Blocks(oldest) is { } before)
        {
            long growth = now - before;
            return growth >= MinBlocks && growth >= before * MinGrowthShare
                ? KernelMemoryRemedy.For(host, Look).For(
                    Id,
                    "Blocks of unmovable kernel memory become more",
                    Severity.Info,
                    EvidenceLevel.Coincident,
                    [
                        $"{Quantity.Count(growth)} more unmovable pageblocks in {Quantity.Span(host.Timestamp - oldest.Timestamp)}: {Quantity.Count(before)} became {Quantity.Count(now)}, {share} of all. Reported from {MinBlocks} and {Quantity.Percent(MinGrowthShare)} on: a heuristic.",
                        $"They span {size}, not all of it in use. Compaction cannot move what is in them.",
                        .. Kernel(oldest, host),
                    ]) with
                {
                    Numbers = [new FindingNumber("host.pageblocks.unmovable.growth", growth, "{block}"), new FindingNumber("host.pageblocks.unmovable", now, "{block}")],
                }
                : null;
        }

        return now >= MinBlocks && now >= all * LargeShare
            ? KernelMemoryRemedy.For(host, Look).For(
                Id,
                "Much of the memory is in blocks of unmovable kernel memory",
                Severity.Info,
                EvidenceLevel.Coincident,
                [
                    $"{Quantity.Count(now)} unmovable pageblocks, {share} of all; they span {size}, not all of it in use. Reported from {Quantity.Percent(LargeShare)} on: a heuristic.",
                    "There is one reading only, so whether they become more is unknown.",
                ]) with
            {
                Numbers = [new FindingNumber("host.pageblocks.unmovable", now, "{block}")],
            }
            : null;
    }

    private static long? Blocks(HostReport host) => host.Pageblocks.FirstOrDefault(type => type.Type == "Unmovable")?.Pageblocks;

    /// <summary>Where the growth shows in the kernel's own accounts; pipes and sockets show in none of them.</summary>
    private static IEnumerable<string> Kernel(HostReport before, HostReport now)
    {
        string[] grown =
        [
            .. ((string[])["SUnreclaim", "KernelStack", "PageTables", "Percpu", "VmallocUsed"])
                .Select(name => (Name: name, Growth: now.Memory.GetValueOrDefault(name) - before.Memory.GetValueOrDefault(name)))
                .Where(account => account.Growth > 0)
                .Select(account => $"{account.Name} +{Quantity.Bytes(account.Growth)}"),
        ];
        yield return grown.Length > 0
            ? $"In the same time: {string.Join(", ", grown)}. Pages of pipes and sockets are in none of these accounts."
            : "None of the kernel's accounts in meminfo grew: pages of pipes and sockets, or pinned pages, are in none of them.";
    }
}
