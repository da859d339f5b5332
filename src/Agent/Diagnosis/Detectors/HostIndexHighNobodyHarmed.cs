using System.Diagnostics;
using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// The important negative: free memory is in small pieces, and nothing that this could harm moved. Compares the first and
/// the last sample of the window; with a single sample only counters that are zero since boot can count as flat.
/// </summary>
internal sealed class HostIndexHighNobodyHarmed : IDetector
{
    public const string Id = "host-index-high-nobody-harmed";

    /// <summary>
    /// Unusable index at huge-page order, thousandths, from which people ask whether they must act. A heuristic: the kernel
    /// has no threshold for this index, and many healthy machines lie above it.
    /// </summary>
    public const int HeuristicThreshold = 500;

    public string FindingId => Id;

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window.Host.Count == 0)
        {
            return null;
        }

        var first = window.Host[0];
        var last = window.Host[^1];
        var unusable = UnusableFreeMemory.Highest(last, window.LatestHost);
        var counters = HarmCounter.Compare(first, last);
        bool isSingle = window.Host.Count == 1;
        // Without vmstat nobody can say that nobody was harmed; pressure may be missing and is then named.
        if (unusable.Index < HeuristicThreshold || last.AllocationStalls < 0 || first.AllocationStalls < 0
            || counters.Any(counter => isSingle ? counter.SinceBoot > 0 : counter.Moved))
        {
            return null;
        }

        // Half a second of quiet says little about a machine that has had stalls.
        bool isShort = !isSingle && Stopwatch.GetElapsedTime(first.Timestamp, last.Timestamp) < HostState.LeastWindow && counters.Any(counter => counter.SinceBoot > 0);
        return NoRemedyNeeded.Instance.For(
            Id,
            isShort ? "Free memory is in small pieces, and nobody is harmed at this moment" : "Free memory is in small pieces, and nobody is harmed",
            Severity.Info,
            EvidenceLevel.Coincident,
            Details(window, unusable, counters)) with
        {
            Numbers = [new FindingNumber("host.unusable_index", unusable.Index / 1000.0, "1")],
        };
    }

    private static IEnumerable<string> Details(DiagnosisWindow window, UnusableFreeMemory unusable, IReadOnlyList<HarmCounter> counters)
    {
        var first = window.Host[0];
        var last = window.Host[^1];
        yield return FormattableString.Invariant(
            $"{unusable.Where}: {unusable.Index / 10.0:0.0} % could not form a huge page. Over the whole machine it is {last.UnusableIndexPmd / 10.0:0.0} %, and {last.FreePmdBlocks} huge pages are free. Reported from {HeuristicThreshold / 10} % on: a heuristic, the kernel has no such threshold.");

        if (window.LatestHost?.FreeListCompleteness is < 0.9 and var share)
        {
            yield return FormattableString.Invariant($"The free lists account for {share * 100:0} % of MemFree only: the rest was not looked at.");
        }

        string flat = string.Join(", ", counters.Where(counter => counter.IsKnown).Select(counter => counter.Name));
        yield return window.Host.Count == 1
            ? $"Zero since boot: {flat}."
            : FormattableString.Invariant(
                $"Unchanged over {Stopwatch.GetElapsedTime(first.Timestamp, last.Timestamp).TotalSeconds:0.#} s: {flat}.");

        string unknown = string.Join(", ", counters.Where(counter => !counter.IsKnown).Select(counter => counter.Name));
        if (unknown.Length > 0)
        {
            yield return $"Not readable here, so not judged: {unknown}.";
        }

        if (window.LatestHost is { } host && host.TransparentHugePages.TryGetValue("enabled", out string? mode))
        {
            yield return mode == "always"
                ? "Transparent huge pages are \"always\": a heap gets ordinary pages where no huge page is free, which costs speed and never fails."
                : $"Transparent huge pages are \"{mode}\": a .NET heap does not ask for huge pages, so it has no use for large blocks.";
        }
    }
}
