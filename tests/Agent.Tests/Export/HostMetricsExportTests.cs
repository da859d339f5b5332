using System.Diagnostics.Metrics;
using AppFrag.Agent.Tests.Sources.Host;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Host;

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
        _export.Update(Report, Sample(), HostScope.Host);

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
        _export.Update(Report, Sample(), HostScope.Host);

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
            _export.Update(Report, Sample(), HostScope.Host);
        }

        Assert.Equal(0, _reportsMade);
        _listener.RecordObservableInstruments();
        Assert.Equal(1, _reportsMade);
    }

    [Fact]
    public void Collect_InAContainer_LabelsTheNodesNumbers()
    {
        _export.Update(() => Report() with { Scope = HostScope.Node }, Sample() with { CgroupPressureSome = 5 }, HostScope.Node);

        _listener.RecordObservableInstruments();

        Assert.DoesNotContain(_seen, m => m.Tags.Contains("appfrag.scope=host", StringComparison.Ordinal));
        Assert.Contains(_seen, m => m.Name == "appfrag.host.memory.unusable_index" && m.Tags.EndsWith("appfrag.scope=node", StringComparison.Ordinal));
        Assert.Contains(_seen, m => m is { Name: "appfrag.host.memory.compaction.stalls", Tags: "appfrag.scope=node" });
        Assert.Contains(("appfrag.memory.pressure.time", 5e-6, "appfrag.pressure=some appfrag.scope=cgroup"), _seen);
    }

    [Fact]
    public void Collect_MemoryMaps_AreAShareOfTheLimit()
    {
        _export.Update(Report, Sample() with { MemoryMaps = 13106, MemoryMapLimit = 65530 }, HostScope.Host);

        _listener.RecordObservableInstruments();

        Assert.Contains(("appfrag.process.memory_map.utilization", 0.2, ""), _seen);
    }

    [Fact]
    public void Collect_AnyTree_GivesAtMostEightSeriesForANode() => Assert.All(Trees.All, tree =>
    {
        using var source = new HostSource(Trees.Roots(tree), TimeProvider.System);
        source.Tick(out var sample);
        _seen.Clear();
        _export.Update(() => source.CaptureReport(), sample, source.Scope);

        _listener.RecordObservableInstruments();

        var ofNodes = _seen.Where(m => m.Tags.Contains("appfrag.host.node", StringComparison.Ordinal)).ToArray();
        Assert.Equal(ofNodes.Length, ofNodes.Select(m => (m.Name, m.Tags)).Distinct().Count());
        Assert.All(ofNodes.CountBy(m => m.Tags.Split(' ').Single(tag => tag.StartsWith("appfrag.host.node=", StringComparison.Ordinal))), node => Assert.InRange(node.Value, 1, 8));
        Assert.InRange(_seen.Count - ofNodes.Length, 0, 9);
    });

    [Fact]
    public void Collect_ManyZones_KeepsTheTwoLargest()
    {
        HostReport report = Report() with { Zones = [Sized("DMA", 3998), Sized("DMA32", 700_000), Sized("Normal", 5_000_000), Sized("Movable", 9_000_000)] };
        _export.Update(() => report, Sample(), HostScope.Host);

        _listener.RecordObservableInstruments();

        Assert.Equal(["Normal", "Movable"], _seen.Where(m => m.Name == "appfrag.host.memory.free_blocks").Select(m => m.Tags.Split("zone=")[1].Split(' ')[0]));

        static ZoneReport Sized(string name, long pages) => Zone(name) with { Watermarks = new ZoneWatermarks(0, 0, 0, pages, pages, 0) };
    }

    [Fact]
    public void PerOrder_OptedIn_GivesEveryOrderOfEveryZone()
    {
        using var meter = new Meter("AppFrag.HostMetricsExportTests.PerOrder");
        var export = new HostMetricsExport(meter, perOrder: true);
        export.Update(Report, Sample(), HostScope.Host);
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter == meter)
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Text(tags))));
        listener.Start();

        listener.RecordObservableInstruments();

        var orders = seen.Where(m => m.Name == "appfrag.host.memory.free_blocks_by_order").ToArray();
        Assert.Equal(12, orders.Length);
        Assert.Contains(("appfrag.host.memory.free_blocks_by_order", 3, "appfrag.host.node=0 appfrag.host.order=4 appfrag.host.zone=DMA appfrag.scope=host"), orders);
        _listener.RecordObservableInstruments();
        Assert.DoesNotContain(_seen, m => m.Name == "appfrag.host.memory.free_blocks_by_order");
    }

    [Fact]
    public void Clear_GivesNoOldValues()
    {
        _export.Update(Report, Sample(), HostScope.Host);
        _export.Clear();

        _listener.RecordObservableInstruments();

        Assert.Empty(_seen);
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Add((instrument.Name, value, Text(tags)));

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));

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
