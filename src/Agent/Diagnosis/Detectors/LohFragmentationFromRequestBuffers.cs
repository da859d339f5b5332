using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Large object heap full of holes while one line, on behalf of requests, makes most of what is allocated there.
/// Evidence level 3: both the holes (the GC's own accounting) and the allocations (samples that carry the request's
/// span) were observed in this process. It does not claim how much latency the holes cost.
/// </summary>
internal sealed class LohFragmentationFromRequestBuffers : IDetector
{
    // A percentage alone misleads on a small heap: 58 % of 5 MiB harms nobody.
    private const long MinHoles = 8L << 20;
    private const double MinRatio = 0.2;

    // One line that makes less than a third of the traffic is not the cause to name.
    private const double MinShare = 1.0 / 3;
    private const double MinRequestShare = 0.5;
    private const long MinSamples = 20;

    public string FindingId => "loh-fragmentation-per-request-buffers";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window.Gc.Count == 0)
        {
            return null;
        }

        GenerationSize loh = window.Gc[^1].Sizes[GenerationSizes.Loh];
        double ratio = loh.SizeBytes > 0 ? (double)loh.FragmentedBytes / loh.SizeBytes : 0;
        AllocationSite? site = window.Sites.FirstOrDefault(s => s.Kind == AllocationKind.Loh);
        if (loh.FragmentedBytes < MinHoles || ratio < MinRatio || site is null
            || site.Samples < MinSamples || site.Share < MinShare || site.Routes.Sum(r => r.Share) < MinRequestShare)
        {
            return null;
        }

        int gen2 = window.Gc.Count(s => s.Generation == 2);
        double gen2PerMinute = gen2 / Math.Max(window.Length.TotalMinutes, 1.0 / 60);
        bool harms = window.Pauses.RequestsPaused > 0 || (window.HeapLimitBytes > 0 && loh.FragmentedBytes > window.HeapLimitBytes / 10);
        return new Finding
        {
            Id = FindingId,
            Title = "Large object heap full of holes from per-request buffers",
            Severity = harms || gen2PerMinute >= 10 ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details = [Holes(window, loh, ratio), .. Site(site), Pauses(window, gen2PerMinute)],
            Site = site,
            ExampleTraces = window.Pauses.WorstTraces,
            Action = Remedy(site),
            Cost = "A rented array can be longer than asked for and keeps its old content: use only the part you asked for, and return it once.",
            Verify = "The site leaves the list of large allocations and gen2 collections become fewer; the holes shrink at the next compacting gen2 collection, RSS may not.",
        };
    }

    private static string Holes(DiagnosisWindow window, GenerationSize loh, double ratio)
    {
        string limit = window.HeapLimitBytes > 0 ? $" (heap limit {Quantity.Bytes(window.HeapLimitBytes)})" : "";
        GcSample[] gen2 = [.. window.Gc.Where(s => s.Generation == 2)];
        string trend = "";
        if (gen2.Length >= 3)
        {
            double minutes = System.Diagnostics.Stopwatch.GetElapsedTime(gen2[0].Timestamp, gen2[^1].Timestamp).TotalMinutes;
            long change = gen2[^1].Sizes[GenerationSizes.Loh].FragmentedBytes - gen2[0].Sizes[GenerationSizes.Loh].FragmentedBytes;
            trend = string.Create(CultureInfo.InvariantCulture, $", {(change < 0 ? "-" : "+")}{Quantity.Bytes(Math.Abs(change))} over the last {gen2.Length} gen2 collections in {minutes * 60:0} s");
        }

        return $"{Quantity.Percent(ratio)} of the large object heap is holes: {Quantity.Bytes(loh.FragmentedBytes)} of {Quantity.Bytes(loh.SizeBytes)}{limit}{trend}.";
    }

    private static IEnumerable<string> Site(AllocationSite site)
    {
        double error = site.BytesPerSecond > 0 ? site.BytesPerSecondError / site.BytesPerSecond : 0;
        yield return $"{Quantity.Percent(site.Share)} of large allocations come from one {(site.Line is null ? "method" : "line")} ({Quantity.Rate(site.BytesPerSecond)} ± {Quantity.Percent(error)}, {site.Samples} samples):";
        string place = site switch
        {
            { File: null } => "(no line: debug symbols missing)",
            { Line: { } line } => string.Create(CultureInfo.InvariantCulture, $"{site.File}:{line}"),
            _ => $"{site.File} (no line: optimized code)",
        };
        string via = site.Via is null ? "" : $" via {site.Via}";
        string routes = string.Join(", ", site.Routes.Take(3).Select(r => r.Route));
        yield return $"  {site.Method}  {place}  {site.Type} of {Quantity.Bytes(site.ObjectSize)}{via} for {routes}";
    }

    private static string Pauses(DiagnosisWindow window, double gen2PerMinute)
    {
        string requests = window.Pauses.RequestsPaused > 0
            ? string.Create(CultureInfo.InvariantCulture, $"; {window.Pauses.RequestsPaused} sampled requests stood still in the longer ones")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{gen2PerMinute:0} gen2 collections a minute; the GC paused all threads for {Quantity.Duration(window.Pauses.Total)} in {Quantity.Duration(window.Length)}, at most {Quantity.Duration(window.Pauses.Max)} at a time{requests}.");
    }

    private static string Remedy(AllocationSite site) => site.Via switch
    {
        { } via when via.Contains("MemoryStream", StringComparison.Ordinal) =>
            "Write to the destination (Response.Body, a file) in pieces of at most 64 KiB instead of through a growing MemoryStream, or use RecyclableMemoryStream.",
        { } via when via.Contains("ReadToEnd", StringComparison.Ordinal) || site.Type == "System.String" || site.Type == "System.Char[]" =>
            "Parse the body from its stream (JsonDocument.ParseAsync, PipeReader) instead of reading it into one string.",
        _ => "Rent the buffer from ArrayPool<T>.Shared (rules AF0001 and AF0002 offer the fix at that line where it is safe), or work in pieces of at most 64 KiB.",
    };
}
