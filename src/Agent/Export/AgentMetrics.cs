using System.Diagnostics.Metrics;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>What the agent costs, what it cannot see, and which findings are open.</summary>
internal sealed class AgentMetrics
{
    private volatile IReadOnlyList<Finding> _findings = [];
    private volatile IReadOnlyList<SourceStatus> _sources = [];
    private long _cpuTicks;
    private long _dropped;
    private double _duty;

    public AgentMetrics(Meter meter)
    {
        meter.CreateObservableGauge(
            "appfrag.findings",
            () => _findings.Select(f => new Measurement<int>(1, new(AttributeNames.FindingId, f.Id), new(AttributeNames.FindingSeverity, f.Severity.ToString().ToLowerInvariant()))),
            "{finding}",
            "Findings that are open now.");
        meter.CreateObservableGauge(
            "appfrag.agent.source.available",
            () => _sources.GroupBy(SeriesOf).Select(group => new Measurement<int>(group.Any(s => s.State == SourceState.Ok) ? 1 : 0, new KeyValuePair<string, object?>(AttributeNames.Source, group.Key))),
            "1",
            "1 when a source can be read, 0 when it cannot.");
        meter.CreateObservableCounter(
            "appfrag.agent.cpu.time",
            () => TimeSpan.FromTicks(Interlocked.Read(ref _cpuTicks)).TotalSeconds,
            "s",
            "CPU time of the agent's own threads.");
        meter.CreateObservableCounter(
            "appfrag.agent.events.dropped",
            () => Interlocked.Read(ref _dropped),
            "{event}",
            "Runtime events that were lost, by the runtime or for lack of room in the agent.");
        meter.CreateObservableGauge(
            "appfrag.agent.sampling.duty",
            () => Volatile.Read(ref _duty),
            "1",
            "Share of the time in which allocation sampling was on, over the last interval.");
    }

    public void SetFindings(IReadOnlyList<Finding> findings) => _findings = findings;

    public void SetSources(IReadOnlyList<SourceStatus> sources) => _sources = sources;

    public void SetCost(TimeSpan cpu, long droppedEvents)
    {
        Interlocked.Exchange(ref _cpuTicks, cpu.Ticks);
        Interlocked.Exchange(ref _dropped, droppedEvents);
    }

    public void SetDuty(double duty) => Volatile.Write(ref _duty, duty);

    // A kernel need not have each of the sysctls, and fifteen series that say so are fourteen too many.
    private static string SeriesOf(SourceStatus source) => source.Name.StartsWith("sysctl-", StringComparison.Ordinal) ? "sysctl" : source.Name;
}
