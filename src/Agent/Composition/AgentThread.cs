using System.Diagnostics.CodeAnalysis;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using Microsoft.Extensions.Logging;

namespace AppFrag.Composition;

/// <summary>
/// The agent's one own thread: a look at the cost four times a second (more often while a burst is open), a tick a
/// second, a diagnosis now and then.
/// <para>
/// States: created → running → stopping → stopped. A step that throws is logged once, and the others go on. The thread
/// is a background thread and the host never waits for it longer than the deadline given to <see cref="Stop"/>.
/// </para>
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The stop event holds no handle, and a thread that missed its deadline may still look at it.")]
internal sealed partial class AgentThread
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GovernInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DiagnosisInterval = TimeSpan.FromSeconds(10);

    private readonly AgentParts _parts;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ManualResetEventSlim _stop = new();
    private readonly HashSet<string> _failedSteps = [];
    private readonly HashSet<string> _failing = [];
    private readonly HashSet<string> _off = [];
    private readonly Thread _thread;
    private bool _isProfileUnwritable;
    private long _started;
    private long _nextTick;
    private long _nextDiagnosis;

    public AgentThread(AgentParts parts, TimeProvider timeProvider, ILogger logger)
    {
        _parts = parts;
        _timeProvider = timeProvider;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "AppFrag agent" };
    }

    // Unsafe: the execution context of whoever starts the host (an activity, perhaps) must not become the agent's.
    public void Start() => _thread.UnsafeStart();

    /// <summary>Asks the thread to end, cuts the sessions and waits at most <paramref name="deadline"/>.</summary>
    public void Stop(TimeSpan deadline)
    {
        _stop.Set();
        _parts.Streams.Dispose();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
        {
            _thread.Join(deadline);
        }
    }

    private void Run()
    {
        _started = _timeProvider.GetTimestamp();
        _nextDiagnosis = After(DiagnosisInterval);
        while (!_stop.IsSet)
        {
            // The sources first: the tick then says of all that are off in one line.
            Step("govern", Govern);
            Step("allocation sampling", () => _parts.Allocations?.Advance(GC.GetTotalAllocatedBytes(precise: false)));
            if (_timeProvider.GetTimestamp() >= _nextTick)
            {
                _nextTick = After(TickInterval);
                Tick();
            }

            _stop.Wait(_parts.Allocations?.NextCheck ?? GovernInterval);
        }

        Step("profile", () => Record(profile => profile.Finish()));
    }

    private void Govern()
    {
        TimeSpan now = _timeProvider.GetElapsedTime(_started);
        _parts.SamplingGovernor.Account(now, Cost(), GC.GetTotalAllocatedBytes(precise: false));
        _parts.Gc.Govern(now, _parts.SamplingGovernor.Credit);
        _parts.Stamping.Account(now);
    }

    private TimeSpan Cost() => ThreadCpuTime.OfCurrentThread() + _parts.Streams.CpuTime + Allowance();

    // What the service's own threads and the runtime's do for the agent.
    private TimeSpan Allowance() => _parts.Streams.WritingAllowance + _parts.Stamping.Allowance;

    private void Tick()
    {
        Step("host", () => _parts.Host?.Tick());
        Step("gc", _parts.Gc.Tick);
        Step("allocations", () => _parts.Allocations?.Tick());
        if (_timeProvider.GetTimestamp() >= _nextDiagnosis)
        {
            _nextDiagnosis = After(DiagnosisInterval);
            Step("associations", _parts.LookAtTimeline);
            Step("diagnosis", Diagnose);
            Step("profile", () => Record(profile => profile.Tick()));
        }

        Step("self", ReportSelf);
    }

    private void ReportSelf()
    {
        IReadOnlyList<SourceStatus> sources = _parts.Sources();
        _parts.AgentMetrics.SetSources(sources);
        _parts.AgentMetrics.SetMode(GcSource.Name, _parts.Gc.Mode);
        _parts.AgentMetrics.SetCost(
            ThreadCpuTime.OfCurrentThread() + _parts.Streams.CpuTime,
            Allowance(),
            _parts.Streams.DroppedEvents + _parts.Discarded());
        LogChanges(sources);
    }

    // Sources that fail for one reason (diagnostics switched off) are one line, with all that is missing because of it. Said
    // at the second tick: when Main returns the runtime ends the sessions first, and that is no failure worth a line.
    private void LogChanges(IReadOnlyList<SourceStatus> sources)
    {
        List<SourceStatus> off = [];
        foreach (SourceStatus source in sources)
        {
            if (!_parts.Effects.ContainsKey(source.Name))
            {
                continue;
            }

            if (source.State == SourceState.Ok)
            {
                _failing.Remove(source.Name);
                if (_off.Remove(source.Name))
                {
                    SourceOn(_logger, source.Name);
                }
            }
            else if (!_failing.Add(source.Name) && _off.Add(source.Name))
            {
                off.Add(source);
            }
        }

        foreach (IGrouping<string?, SourceStatus> group in off.GroupBy(source => source.Reason))
        {
            SourcesOff(
                _logger,
                string.Join(", ", group.Select(source => source.Name)),
                group.Key,
                string.Join(", ", group.Select(source => _parts.Effects[source.Name])));
        }
    }

    private void Diagnose()
    {
        AppFragReport report = _parts.Reports.Build(_parts.FindingsWindow);
        IReadOnlyList<FindingChange> changes = _parts.Lifecycle.Update(report.Findings);
        _parts.AgentMetrics.SetFindings([.. _parts.Lifecycle.Open.Where(finding => finding.Id != HealthyProcess.Id)]);
        _parts.Findings.Write(changes);
    }

    private void Record(Action<ProfileRecorder> record)
    {
        try
        {
            if (_parts.Profile is { } profile)
            {
                record(profile);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_isProfileUnwritable)
            {
                _isProfileUnwritable = true;
                ProfileNotWritten(_logger, exception.Message.ReplaceLineEndings(" "));
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nothing may leave the agent's thread: it would end the host application.")]
    private void Step(string name, Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception)
        {
            // Once stopping, the sessions are cut under whatever step is at work.
            if (!_stop.IsSet && _failedSteps.Add(name))
            {
                StepFailed(_logger, name, exception);
            }
        }
    }

    private long After(TimeSpan delay) => _timeProvider.GetTimestamp() + (long)(delay.TotalSeconds * _timeProvider.TimestampFrequency);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "AppFrag cannot read {Sources}: {Reason}. Off because of it: {Effects}. Everything else goes on; it is tried again from time to time")]
    private static partial void SourcesOff(ILogger logger, string sources, string? reason, string effects);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "AppFrag source {Source} is on again")]
    private static partial void SourceOn(ILogger logger, string source);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "AppFrag cannot write the profile: {Reason}. It is tried again from time to time, and this is said once")]
    private static partial void ProfileNotWritten(ILogger logger, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "AppFrag step {Step} failed; the other steps go on, and this is said once")]
    private static partial void StepFailed(ILogger logger, string step, Exception exception);
}
