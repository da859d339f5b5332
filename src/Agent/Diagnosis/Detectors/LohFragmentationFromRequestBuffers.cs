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

    public string FindingId => "loh-fragmentation-per-request-buffers";

    public Finding? Detect(DiagnosisWindow window)
    {
        List<GcSample> gen2 = RequestBufferSite.Gen2(window);
        if (gen2.Count == 0 || RequestBufferSite.Find(window) is not { } site)
        {
            return null;
        }

        // The figure swings from one collection to the next (dotnet/runtime#32580): judge the middle of them.
        GenerationSize loh = gen2.Select(s => s.Sizes[GenerationSizes.Loh]).OrderBy(Ratio).ElementAt(gen2.Count / 2);
        if (loh.FragmentedBytes < MinHoles || Ratio(loh) < MinRatio)
        {
            return null;
        }

        bool harms = window.Pauses.RequestsPaused > 0 || (window.HeapLimitBytes > 0 && loh.FragmentedBytes > window.HeapLimitBytes / 10);
        return new Finding
        {
            Id = FindingId,
            Title = "Large object heap full of holes from per-request buffers",
            Severity = harms ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details = [Holes(window, loh, gen2), .. RequestBufferSite.Describe(site), RequestBufferSite.Pauses(window)],
            Site = site,
            ExampleTraces = window.Pauses.WorstTraces,
            Action = RequestBufferSite.Remedy(site),
            Cost = RequestBufferSite.Cost,
            Verify = "The site leaves the list of large allocations and gen2 collections become fewer; the holes shrink at the next compacting gen2 collection, RSS may not.",
        };
    }

    private static double Ratio(GenerationSize size) => size.SizeBytes > 0 ? (double)size.FragmentedBytes / size.SizeBytes : 0;

    private static string Holes(DiagnosisWindow window, GenerationSize loh, List<GcSample> gen2)
    {
        string limit = window.HeapLimitBytes > 0 ? $" (heap limit {Quantity.Bytes(window.HeapLimitBytes)})" : "";
        string trend = "";
        if (gen2.Count >= 3)
        {
            double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(gen2[0].Timestamp, gen2[^1].Timestamp).TotalSeconds;
            long change = gen2[^1].Sizes[GenerationSizes.Loh].FragmentedBytes - gen2[0].Sizes[GenerationSizes.Loh].FragmentedBytes;
            trend = string.Create(CultureInfo.InvariantCulture, $", the middle of {gen2.Count} gen2 collections; {(change < 0 ? "-" : "+")}{Quantity.Bytes(Math.Abs(change))} from the first to the last, {seconds:0} s later");
        }

        return $"{Quantity.Percent(Ratio(loh))} of the large object heap is holes: {Quantity.Bytes(loh.FragmentedBytes)} of {Quantity.Bytes(loh.SizeBytes)}{limit}{trend}.";
    }
}
