using AppFrag.Correlation;
using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Kernel objects that cannot be reclaimed (SUnreclaim) grow, or already hold much of the machine. They are unmovable, so
/// this is what fragments for good; that is a mechanism, and no observation of it.
/// </summary>
internal sealed class SlabGrowth : IDetector
{
    // Heuristics: growth that is no noise, over a stretch that is no burst; one reading can only call it large.
    private const long MinGrowth = 64L << 20;
    private const double MinGrowthShare = 0.1;
    private const double LargeShare = 0.25;
    private static readonly TimeSpan MinTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromHours(6);

    private const string Look = "sudo slabtop --once --sort=c | head -n 20";

    public string FindingId => "host-slab-growth";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.OfAllKept(window) is not { } change || !change.Now.Memory.TryGetValue("SUnreclaim", out long now))
        {
            return null;
        }

        if (change.IsSinceBoot)
        {
            return Large(change.Now, now);
        }

        if (window.OldestHost is not { } oldest || !oldest.Memory.TryGetValue("SUnreclaim", out long before) || change.Length < MinTime)
        {
            return null;
        }

        long growth = now - before;
        return growth >= MinGrowth && growth >= before * MinGrowthShare
            ? Growing(change, oldest, now, growth).With(window, TimelineSeries.SlabGrowth, isOpen: true)
            : null;
    }

    private Finding Growing(HostChange change, HostReport oldest, long now, long growth)
    {
        double perSecond = growth / change.Length.TotalSeconds;
        bool runsOut = change.Now.Memory.TryGetValue("MemAvailable", out long available) && available / perSecond < Soon.TotalSeconds;
        string end = runsOut ? $" At this pace what is available now, {Quantity.Bytes(available)}, would last {Quantity.Span(TimeSpan.FromSeconds(available / perSecond))}." : "";
        return KernelMemoryRemedy.For(change.Now, Look).For(
            FindingId,
            "Kernel objects that cannot be reclaimed grow",
            runsOut ? Severity.Warning : Severity.Info,
            EvidenceLevel.Coincident,
            [
                $"SUnreclaim grew by {Quantity.Bytes(growth)} to {Quantity.Bytes(now)} {change.Span}.{end} Reported from {Quantity.Bytes(MinGrowth)} and {Quantity.Percent(MinGrowthShare)} on: a heuristic.",
                Caches(change.Now, oldest),
                "Such objects are unmovable: compaction works around them.",
            ]) with
        {
            Numbers = [new FindingNumber("host.slab.unreclaimable.growth", perSecond, "By/s"), new FindingNumber("host.slab.unreclaimable", now, "By")],
        };
    }

    private Finding? Large(HostReport host, long now) => host.Memory.TryGetValue("MemTotal", out long total) && now >= total * LargeShare
        ? KernelMemoryRemedy.For(host, Look).For(
            FindingId,
            "Kernel objects that cannot be reclaimed hold much of the memory",
            Severity.Info,
            EvidenceLevel.Coincident,
            [
                $"SUnreclaim is {Quantity.Bytes(now)}, {Quantity.Percent((double)now / total)} of memory. Reported from {Quantity.Percent(LargeShare)} on: a heuristic.",
                Caches(host, null),
                "There is one reading only, so whether it grows is unknown.",
            ]) with
        {
            Numbers = [new FindingNumber("host.slab.unreclaimable", now, "By")],
        }
        : null;

    private static string Caches(HostReport host, HostReport? oldest)
    {
        if (host.SlabCaches.Count == 0)
        {
            return "Which caches they are is in /proc/slabinfo, which needs root.";
        }

        if (oldest is { SlabCaches.Count: > 0 })
        {
            var before = oldest.SlabCaches.ToLookup(cache => cache.Name, cache => cache.Bytes);
            string[] grown =
            [
                .. host.SlabCaches.Select(cache => (cache.Name, Growth: cache.Bytes - before[cache.Name].FirstOrDefault()))
                    .Where(cache => cache.Growth > 0)
                    .OrderByDescending(cache => cache.Growth)
                    .Take(3)
                    .Select(cache => $"{cache.Name} +{Quantity.Bytes(cache.Growth)}"),
            ];
            if (grown.Length > 0)
            {
                return $"Caches that grew most among the largest: {string.Join(", ", grown)}.";
            }
        }

        return $"Largest caches: {string.Join(", ", host.SlabCaches.Take(3).Select(cache => $"{cache.Name} {Quantity.Bytes(cache.Bytes)}"))}.";
    }
}
