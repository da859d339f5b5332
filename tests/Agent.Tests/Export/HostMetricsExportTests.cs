using System.Diagnostics.Metrics;
using AppFrag.Export;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Export;

public sealed class HostMetricsExportTests : IDisposable
{
    private readonly Meter _meter = new("AppFrag.HostMetricsExportTests");
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, string Tags)> _seen = [];
    private readonly HostMetricsExport _export;
    private int _reportsMade;

    public HostMetricsExportTests()
    {
        _export = new HostMetricsExport(_meter);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Collect_GivesIndexesOfTwoOrders_WithScopeNodeAndZone_AndLeavesDmaOut()
    {
        _export.Update(Report, Sample());

        _listener.RecordObservableInstruments();

        Assert.Equal(
            [
                ("appfrag.host.memory.unusable_index", 0.25, "appfrag.host.node=0 appfrag.host.order=3 appfrag.host.zone=Normal appfrag.scope=host"),
                ("appfrag.host.memory.unusable_index", 0.75, "appfrag.host.node=0 appfrag.host.order=pmd appfrag.host.zone=Normal appfrag.scope=host"),
            ],
            _seen.Where(m => m.Name == "appfrag.host.memory.unusable_index"));
        Assert.Contains(("appfrag.host.memory.free_blocks", 7, "appfrag.host.node=0 appfrag.host.zone=Normal appfrag.scope=host"), _seen);
        Assert.Contains(("appfrag.memory.pressure.time", 1.5, "appfrag.pressure=some appfrag.scope=host"), _seen);
    }

    [Fact]
    public void Collect_LeavesOutCountersThatTheKernelDoesNotOffer()
    {
        _export.Update(Report, Sample());

        _listener.RecordObservableInstruments();

        Assert.Contains(_seen, m => m.Name == "appfrag.host.memory.compaction.stalls");
        Assert.DoesNotContain(_seen, m => m.Name == "appfrag.host.thp.fault_fallbacks");
        Assert.DoesNotContain(_seen, m => m.Tags.Contains("cgroup", StringComparison.Ordinal));
    }

    [Fact]
    public void Update_MakesTheReportOnlyForWhoeverCollects_AndOnce()
    {
        for (int tick = 0; tick < 60; tick++)
        {
            _export.Update(Report, Sample());
        }

        Assert.Equal(0, _reportsMade);
        _listener.RecordObservableInstruments();
        Assert.Equal(1, _reportsMade);
    }

    [Fact]
    public void Clear_GivesNoOldValues()
    {
        _export.Update(Report, Sample());
        _export.Clear();

        _listener.RecordObservableInstruments();

        Assert.Empty(_seen);
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal))));

    private HostReport Report()
    {
        _reportsMade++;
        return new HostReport
        {
            Timestamp = DateTimeOffset.UnixEpoch,
            PageSize = 4096,
            PmdOrder = 4,
            Zones = [Zone("DMA"), Zone("Normal")],
            Memory = new Dictionary<string, long>(),
            Vmstat = new Dictionary<string, long>(),
            PressureTotals = new Dictionary<string, long>(),
            Sources = [],
        };
    }

    private static ZoneReport Zone(string name) => new(0, name, [9, 9, 9, 9, 3, 4], 0, [0, 0, 0, 250, 750, 800], [-1000, -1000, -1000, -1000, -1000, -1000]);

    private static HostSample Sample() => new()
    {
        Timestamp = 1,
        MemTotalBytes = 1,
        MemFreeBytes = 1,
        MemAvailableBytes = 1,
        UnusableIndexPmd = 750,
        FreePmdBlocks = 7,
        CompactionStalls = 12,
        CompactionFailures = 1,
        AllocationStalls = 0,
        ThpFaultFallbacks = -1,
        HostPressureSome = 1_500_000,
        HostPressureFull = 0,
        CgroupPressureSome = -1,
        CgroupPressureFull = -1,
    };
}
