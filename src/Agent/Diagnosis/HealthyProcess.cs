using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>
/// The positive statement: what was looked at in the process, and that none of it asks for action. Made only where the GC was
/// looked at and no finding is above information. It speaks of the window, and names what was not looked at.
/// </summary>
internal static class HealthyProcess
{
    public const string Id = "healthy";

    // A heuristic: a GC that takes more is no matter of course, also where no detector can say why.
    private const double MostPaused = 0.05;

    public static Finding? In(DiagnosisWindow window, IReadOnlyList<Finding> findings)
    {
        if (window.Length <= TimeSpan.Zero || window.Collections.Count == 0 || findings.Any(finding => finding.Severity > Severity.Info))
        {
            return null;
        }

        double paused = window.Pauses.Total / window.Length;
        if (paused > MostPaused)
        {
            return null;
        }

        return new Finding
        {
            Id = Id,
            Title = findings.Count == 0 ? "Nothing in the process asks for action" : "Nothing in the process asks for action; the rest is information",
            Severity = Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details = [.. Seen(window, paused), .. NotSeen(window)],
            Numbers =
            [
                new FindingNumber("gc.pause.share", paused, "1"), .. PauseHarm.Numbers(window),
                .. Holes(window) is { } holes ? holes.Numbers("heap", window.HeapLimitBytes) : [],
            ],
            Action = "Nothing.",
            Verify = "It is judged again in each window: this speaks of the last one.",
        };
    }

    private static IEnumerable<string> Seen(DiagnosisWindow window, double paused)
    {
        yield return FormattableString.Invariant($"GC: {paused * 100:0.##} % of {Quantity.Span(window.Length)} paused ({window.Collections[0]} collections, the longest pause {Quantity.Duration(window.Pauses.Max)}).");
        if (Holes(window) is { } holes)
        {
            yield return $"Holes: {holes.Of("generation 2 and the large object heap")}.";
        }

        if (window.LiveHeap is [var first, .., var last])
        {
            yield return $"Memory that lives on: {Quantity.Bytes(last.Bytes)} after the latest full collection, {Quantity.Bytes(first.Bytes)} after the first that is remembered.";
        }

        if (window.Sites.Count > 0)
        {
            yield return $"Allocations: {window.Sites.Count} sites, the largest makes {Quantity.Rate(window.Sites[0].BytesPerSecond)}.";
        }

        if (window.LatestHost is { } host && host.Memory.TryGetValue("MemAvailable", out long available) && host.Memory.TryGetValue("MemTotal", out long total))
        {
            yield return $"Host: {Quantity.Bytes(available)} of {Quantity.Bytes(total)} are available.";
        }
    }

    private static IEnumerable<string> NotSeen(DiagnosisWindow window)
    {
        string[] missing =
        [
            .. window.Sites.Count == 0 ? ["allocation sites"] : Array.Empty<string>(),
            .. Holes(window) is null ? ["holes and growth, without a full collection"] : Array.Empty<string>(),
            .. window.LatestHost is null ? ["the host"] : Array.Empty<string>(),
        ];
        if (missing.Length > 0)
        {
            yield return $"Not looked at: {string.Join("; ", missing)}.";
        }
    }

    private static HeapHoles? Holes(DiagnosisWindow window) => HeapHoles.Of(window, GenerationSizes.Gen2, GenerationSizes.Loh);
}
