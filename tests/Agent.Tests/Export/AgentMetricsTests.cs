using System.Diagnostics.Metrics;
using AppFrag.Export;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Export;

public class AgentMetricsTests
{
    [Fact]
    public void SourceAvailable_Sysctls_AreOneSeries()
    {
        using var meter = new Meter("AppFrag.AgentMetricsTests");
        var metrics = new AgentMetrics(meter);
        metrics.SetSources(
        [
            new SourceStatus("buddyinfo", SourceState.Ok),
            new SourceStatus("sysctl-min_free_kbytes", SourceState.Ok),
            new SourceStatus("sysctl-defrag_mode", SourceState.Unavailable, "needs Linux 6.15 or later"),
            new SourceStatus("slabinfo", SourceState.Unavailable, "needs root"),
        ]);
        var seen = new List<(string Source, int Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter == meter && instrument.Name == "appfrag.agent.source.available")
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => seen.Add(((string)tags[0].Value!, value)));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal([("buddyinfo", 1), ("sysctl", 1), ("slabinfo", 0)], seen);
    }
}
