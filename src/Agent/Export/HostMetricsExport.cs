using System.Diagnostics.Metrics;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// The host's free lists, stalls and pressure. Inside a container these files describe the node; every measurement
/// carries its scope so that a backend does not add nodes up once per pod.
/// </summary>
internal sealed class HostMetricsExport
{
    private const int SmallestCostlyOrder = 3;
    private const double MicrosecondsPerSecond = 1_000_000;

    private static readonly KeyValuePair<string, object?> HostScope = new(AttributeNames.Scope, "host");

    private volatile Lazy<HostReport>? _report;
    private Latest? _sample;

    public HostMetricsExport(Meter meter)
    {
        meter.CreateObservableGauge("appfrag.host.memory.unusable_index", () => Indexes(zone => zone.UnusableIndex), "1", "Share of a zone's free memory that cannot form a block of the order (kernel's unusable free space index).");
        meter.CreateObservableGauge("appfrag.host.memory.fragmentation_index", () => Indexes(zone => zone.FragmentationIndex), "1", "Why an allocation of the order would fail: towards 0 for lack of memory, towards 1 for fragmentation, -1 when it would succeed (kernel's extfrag index).");
        meter.CreateObservableGauge("appfrag.host.memory.free_blocks", FreeBlocks, "{block}", "Free blocks of at least the huge-page (PMD) order.");
        Counter("appfrag.host.memory.compaction.stalls", "{stall}", "Times a task ran direct compaction (vmstat compact_stall).", s => s.CompactionStalls);
        Counter("appfrag.host.memory.compaction.failures", "{failure}", "Times direct compaction did not help (vmstat compact_fail).", s => s.CompactionFailures);
        Counter("appfrag.host.memory.allocation_stalls", "{stall}", "Times a task ran direct reclaim (vmstat allocstall_*).", s => s.AllocationStalls);
        Counter("appfrag.host.thp.fault_fallbacks", "{fallback}", "Page faults that wanted a huge page and got small ones (vmstat thp_fault_fallback).", s => s.ThpFaultFallbacks);
        meter.CreateObservableCounter("appfrag.memory.pressure.time", Pressure, "s", "Time tasks stalled for memory (PSI).");
        meter.CreateObservableGauge("appfrag.process.memory_map.utilization", MapUtilization, "1", "Memory mappings of this process over vm.max_map_count.");

        void Counter(string name, string unit, string description, Func<HostSample, long> value) =>
            meter.CreateObservableCounter(name, () => Volatile.Read(ref _sample) is { } latest && value(latest.Sample) >= 0 ? [new Measurement<long>(value(latest.Sample), HostScope)] : Array.Empty<Measurement<long>>(), unit, description);
    }

    /// <param name="report">Makes the full report; asked once for this tick, and only if somebody collects before the next.</param>
    /// <param name="sample">This tick's values.</param>
    public void Update(Func<HostReport> report, in HostSample sample)
    {
        _report = new Lazy<HostReport>(report);
        Volatile.Write(ref _sample, new Latest(sample));
    }

    /// <summary>Nothing could be read: no values are better than old ones.</summary>
    public void Clear()
    {
        _report = null;
        Volatile.Write(ref _sample, null);
    }

    private List<Measurement<double>> Indexes(Func<ZoneReport, IReadOnlyList<int>> index)
    {
        var measurements = new List<Measurement<double>>();
        if (_report?.Value is { } report)
        {
            foreach (ZoneReport zone in Zones(report))
            {
                IReadOnlyList<int> values = index(zone);
                Add(zone, values, SmallestCostlyOrder, "3");
                Add(zone, values, report.PmdOrder, "pmd");
            }
        }

        return measurements;

        void Add(ZoneReport zone, IReadOnlyList<int> values, int order, string label)
        {
            if (order < values.Count)
            {
                measurements.Add(new Measurement<double>(values[order] / 1000.0, HostScope, Node(zone), Zone(zone), new(AttributeNames.HostOrder, label)));
            }
        }
    }

    private List<Measurement<long>> FreeBlocks()
    {
        var measurements = new List<Measurement<long>>();
        if (_report?.Value is { } report)
        {
            foreach (ZoneReport zone in Zones(report))
            {
                long blocks = zone.FreeBlocks.Skip(report.PmdOrder).Sum();
                measurements.Add(new Measurement<long>(blocks, HostScope, Node(zone), Zone(zone)));
            }
        }

        return measurements;
    }

    private IEnumerable<Measurement<double>> MapUtilization() =>
        Volatile.Read(ref _sample) is { Sample: { MemoryMaps: >= 0, MemoryMapLimit: > 0 } sample }
            ? [new Measurement<double>((double)sample.MemoryMaps / sample.MemoryMapLimit)]
            : [];

    private List<Measurement<double>> Pressure()
    {
        var measurements = new List<Measurement<double>>();
        if (Volatile.Read(ref _sample) is { } latest)
        {
            Add("host", "some", latest.Sample.HostPressureSome);
            Add("host", "full", latest.Sample.HostPressureFull);
            Add("cgroup", "some", latest.Sample.CgroupPressureSome);
            Add("cgroup", "full", latest.Sample.CgroupPressureFull);
        }

        return measurements;

        void Add(string scope, string kind, long microseconds)
        {
            if (microseconds >= 0)
            {
                measurements.Add(new Measurement<double>(microseconds / MicrosecondsPerSecond, new(AttributeNames.Scope, scope), new(AttributeNames.Pressure, kind)));
            }
        }
    }

    // The 16 MiB DMA zone is kept free for old devices; its numbers say nothing and would cost series.
    private static IEnumerable<ZoneReport> Zones(HostReport report) => report.Zones.Where(zone => zone.Zone != "DMA");

    private static KeyValuePair<string, object?> Node(ZoneReport zone) => new(AttributeNames.HostNode, zone.Node);

    private static KeyValuePair<string, object?> Zone(ZoneReport zone) => new(AttributeNames.HostZone, zone.Zone);

    private sealed record Latest(HostSample Sample);
}
