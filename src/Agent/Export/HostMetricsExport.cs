using System.Diagnostics.Metrics;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// The host's free lists, stalls and pressure. Every measurement carries its scope: inside a container these files describe
/// the node, and a backend must not add nodes up once per pod.
/// </summary>
internal sealed class HostMetricsExport
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private volatile Lazy<HostReport>? _report;
    private Latest? _latest;

    /// <param name="meter">Carries the instruments.</param>
    /// <param name="perOrder">Also the free blocks of every order and zone, which is 33 series on an ordinary machine.</param>
    public HostMetricsExport(Meter meter, bool perOrder = false)
    {
        Gauge("appfrag.host.memory.unusable_index", "1", "Share of a zone's free memory that cannot form a block of the order (kernel's unusable free space index).", HostZoneMeasurements.Unusable);
        Gauge("appfrag.host.memory.fragmentation_index", "1", "Why an allocation of a huge page would fail: towards 0 for lack of memory, towards 1 for fragmentation, -1 when it would succeed (kernel's extfrag index).", HostZoneMeasurements.Fragmentation);
        Gauge("appfrag.host.memory.free_blocks", "{block}", "Free blocks of at least the huge-page (PMD) order.", HostZoneMeasurements.FreeBlocks);
        if (perOrder)
        {
            Gauge("appfrag.host.memory.free_blocks_by_order", "{block}", "Free blocks of exactly the order, in every zone (/proc/buddyinfo); only with HostMetricsPerOrder.", HostZoneMeasurements.FreeBlocksByOrder);
        }

        Counter("appfrag.host.memory.compaction.stalls", "{stall}", "Times a task ran direct compaction (vmstat compact_stall).", s => s.CompactionStalls);
        Counter("appfrag.host.memory.compaction.failures", "{failure}", "Times direct compaction did not help (vmstat compact_fail).", s => s.CompactionFailures);
        Counter("appfrag.host.memory.allocation_stalls", "{stall}", "Times a task ran direct reclaim (vmstat allocstall_*).", s => s.AllocationStalls);
        Counter("appfrag.host.thp.fault_fallbacks", "{fallback}", "Page faults that wanted a huge page and got small ones (vmstat thp_fault_fallback).", s => s.ThpFaultFallbacks);
        meter.CreateObservableCounter("appfrag.memory.pressure.time", Pressure, "s", "Time tasks stalled for memory (PSI).");
        meter.CreateObservableGauge("appfrag.process.memory_map.utilization", MapUtilization, "1", "Memory mappings of this process over vm.max_map_count; at 1 the process dies.");

        void Gauge<T>(string name, string unit, string description, Func<HostReport, IEnumerable<Measurement<T>>> measure)
            where T : struct =>
            meter.CreateObservableGauge(name, () => _report?.Value is { } report ? measure(report) : [], unit, description);

        void Counter(string name, string unit, string description, Func<HostSample, long> value) =>
            meter.CreateObservableCounter(name, () => Volatile.Read(ref _latest) is { } latest && value(latest.Sample) >= 0 ? [new Measurement<long>(value(latest.Sample), HostScopes.Of(latest.Scope))] : Array.Empty<Measurement<long>>(), unit, description);
    }

    /// <param name="report">Makes the full report; asked once for this tick, and only if somebody collects before the next.</param>
    /// <param name="sample">This tick's values.</param>
    /// <param name="scope">Whose memory it is.</param>
    public void Update(Func<HostReport> report, in HostSample sample, HostScope scope)
    {
        _report = new Lazy<HostReport>(report);
        Volatile.Write(ref _latest, new Latest(sample, scope));
    }

    /// <summary>Nothing could be read: no values are better than old ones.</summary>
    public void Clear()
    {
        _report = null;
        Volatile.Write(ref _latest, null);
    }

    private IEnumerable<Measurement<double>> MapUtilization() =>
        Volatile.Read(ref _latest) is { Sample: { MemoryMaps: >= 0, MemoryMapLimit: > 0 } sample }
            ? [new Measurement<double>((double)sample.MemoryMaps / sample.MemoryMapLimit)]
            : [];

    private List<Measurement<double>> Pressure()
    {
        var measurements = new List<Measurement<double>>();
        if (Volatile.Read(ref _latest) is { } latest)
        {
            Add(HostScopes.Of(latest.Scope), "some", latest.Sample.HostPressureSome);
            Add(HostScopes.Of(latest.Scope), "full", latest.Sample.HostPressureFull);
            Add(HostScopes.Cgroup, "some", latest.Sample.CgroupPressureSome);
            Add(HostScopes.Cgroup, "full", latest.Sample.CgroupPressureFull);
        }

        return measurements;

        void Add(KeyValuePair<string, object?> scope, string kind, long microseconds)
        {
            if (microseconds >= 0)
            {
                measurements.Add(new Measurement<double>(microseconds / MicrosecondsPerSecond, scope, new(AttributeNames.Pressure, kind)));
            }
        }
    }

    private sealed record Latest(HostSample Sample, HostScope Scope);
}
