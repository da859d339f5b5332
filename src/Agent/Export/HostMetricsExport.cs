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

    private volatile HostReport? _report;
    private Latest? _sample;
    private double _maps = double.NaN;

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
        meter.CreateObservableGauge("appfrag.process.memory_map.utilization", () => Volatile.Read(ref _maps) is var maps && double.IsNaN(maps) ? [] : new[] { new Measurement<double>(maps) }, "1", "Memory mappings of this process over vm.max_map_count.");

        void Counter(string name, string unit, string description, Func<HostSample, long> value) =>
            meter.CreateObservableCounter(name, () => Volatile.Read(ref _sample) is { } latest && value(latest.Sample) >= 0 ? [new Measurement<long>(value(latest.Sample), HostScope)] : Array.Empty<Measurement<long>>(), unit, description);
    }

    public void Update(HostReport report, in HostSample sample)
    {
        _report = report;
        Volatile.Write(ref _sample, new Latest(sample));
    }

    /// <param name="utilization">Mappings over the limit; <see langword="null"/> while unknown.</param>
    public void UpdateMaps(double? utilization) => Volatile.Write(ref _maps, utilization ?? double.NaN);

    private List<Measurement<double>> Indexes(Func<ZoneReport, IReadOnlyList<int>> index)
    {
        var measurements = new List<Measurement<double>>();
        foreach (ZoneReport zone in Zones())
        {
            IReadOnlyList<int> values = index(zone);
            Add(zone, values, SmallestCostlyOrder, "3");
            Add(zone, values, _report!.PmdOrder, "pmd");
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
        foreach (ZoneReport zone in Zones())
        {
            long blocks = 0;
            for (int order = _report!.PmdOrder; order < zone.FreeBlocks.Count; order++)
            {
                blocks += zone.FreeBlocks[order];
            }

            measurements.Add(new Measurement<long>(blocks, HostScope, Node(zone), Zone(zone)));
        }

        return measurements;
    }

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
    private IEnumerable<ZoneReport> Zones() => _report?.Zones.Where(zone => zone.Zone != "DMA") ?? [];

    private static KeyValuePair<string, object?> Node(ZoneReport zone) => new(AttributeNames.HostNode, zone.Node);

    private static KeyValuePair<string, object?> Zone(ZoneReport zone) => new(AttributeNames.HostZone, zone.Zone);

    private sealed record Latest(HostSample Sample);
}
