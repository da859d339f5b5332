using System.Diagnostics.Metrics;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>What the agent costs, what it cannot see, and which findings are open.</summary>
internal sealed class AgentMetrics
{
    private volatile IReadOnlyList<Finding> _findings = [];
    private volatile IReadOnlyList<SourceStatus> _sources = [];
    private long _cpuTicks;
    private long _allowanceTicks;
    private long _dropped;
    private double _duty;
    private volatile SourceMode? _mode;

    public AgentMetrics(Meter meter)
    {
        meter.CreateObservableGauge(
            "appfrag.findings",
            () => _findings.Select(f => new Measurement<int>(1, new(AttributeNames.FindingId, f.Id), new(AttributeNames.FindingSeverity, f.Severity.ToString().ToLowerInvariant()))),
            "{finding}",
            "Findings that are open now, healthy left out.");
        meter.CreateObservableGauge(
            "appfrag.agent.source.available",
            () => _sources.GroupBy(SeriesOf).Select(Availability),
            "1",
            "1 when a source can be read, 0 when it cannot.");
        meter.CreateObservableCounter(
            "appfrag.agent.cpu.time",
            () => new Measurement<double>[]
            {
                new(TimeSpan.FromTicks(Interlocked.Read(ref _cpuTicks)).TotalSeconds, new KeyValuePair<string, object?>(AttributeNames.CostBasis, "measured")),
                new(TimeSpan.FromTicks(Interlocked.Read(ref _allowanceTicks)).TotalSeconds, new KeyValuePair<string, object?>(AttributeNames.CostBasis, "allowance")),
            },
            "s",
            "CPU time of the agent: of its own threads as measured, and an allowance for what the runtime does for it in other threads; together they stay below CpuBudget.");
        meter.CreateObservableCounter(
            "appfrag.agent.events.dropped",
            () => Interlocked.Read(ref _dropped),
            "{event}",
            "Runtime events that were lost, by the runtime or for lack of room in the agent.");
        meter.CreateObservableGauge(
            "appfrag.agent.sampling.duty",
            () => Volatile.Read(ref _duty),
            "1",
            "Share of time in which allocation sampling was on, from the end of the burst before the last to the end of the last.");
    }

    /// <summary>How much of a source is read, for the one that has modes.</summary>
    public void SetMode(string source, string mode) => _mode = new SourceMode(source, mode);

    public void SetFindings(IReadOnlyList<Finding> findings) => _findings = findings;

    public void SetSources(IReadOnlyList<SourceStatus> sources) => _sources = sources;

    /// <param name="cpu">Of the agent's own threads.</param>
    /// <param name="allowance">For the events that the runtime writes in other threads.</param>
    /// <param name="droppedEvents">Since start.</param>
    public void SetCost(TimeSpan cpu, TimeSpan allowance, long droppedEvents)
    {
        Interlocked.Exchange(ref _allowanceTicks, allowance.Ticks);
        Interlocked.Exchange(ref _cpuTicks, cpu.Ticks);
        Interlocked.Exchange(ref _dropped, droppedEvents);
    }

    public void SetDuty(double duty) => Volatile.Write(ref _duty, duty);

    // A kernel need not have each of the sysctls, and fifteen series that say so are fourteen too many.
    private static string SeriesOf(SourceStatus source) => source.Name.StartsWith("sysctl-", StringComparison.Ordinal) ? "sysctl" : source.Name;

    private Measurement<int> Availability(IGrouping<string, SourceStatus> series)
    {
        int value = series.Any(status => status.State == SourceState.Ok) ? 1 : 0;
        KeyValuePair<string, object?> source = new(AttributeNames.Source, series.Key);
        return _mode is { } mode && mode.Source == series.Key
            ? new Measurement<int>(value, source, new(AttributeNames.SourceMode, mode.Mode))
            : new Measurement<int>(value, source);
    }

    private sealed record SourceMode(string Source, string Mode);
}
