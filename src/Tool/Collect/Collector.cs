using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Sources.Runtime;
using AppFrag.Tool.Runs;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Collect;

/// <summary>Records one process from outside: GC events all the time, allocation samples in bursts, the host once a second.</summary>
internal sealed class Collector(TargetProcess target, TimeSpan duration)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private readonly List<HostSample> _host = [];
    private readonly List<SourceStatus> _sources = [];

    /// <summary>Blocks until the time is over, <paramref name="stop"/> asks for the end, or the process has ended; what was recorded is never lost.</summary>
    /// <exception cref="CannotAttachException">The process cannot be recorded at all.</exception>
    public RecordedRun Run(Action<CollectProgress> progress, CancellationToken stop)
    {
        using var host = new HostSource(new HostRoots { ProcessId = target.Id }, TimeProvider.System);
        using var gc = Attach();
        var startUtc = DateTimeOffset.UtcNow;
        long start = Stopwatch.GetTimestamp();
        using var allocations = new LiveAllocations(target.Client, duration, target.Root is { } root ? path => root + path : null);
        bool isNamed = Try(allocations.StartNaming);
        ReadHost(host);
        var earlierHost = _host.Count > 0 ? host.CaptureReport(asked: true) : null;
        while (!stop.IsCancellationRequested && !gc.HasEnded && Stopwatch.GetElapsedTime(start) < duration)
        {
            ReadHost(host);
            gc.Drain();
            long tick = Stopwatch.GetTimestamp();
            if (allocations.IsDue)
            {
                Try(() => allocations.Burst(Left(start), stop));
            }

            progress(new CollectProgress(Stopwatch.GetElapsedTime(start), gc.Log.Counts.Sum(), allocations.Samples));
            Wait(gc, tick, Min(Tick, Left(start)), stop);
        }

        long end = Stopwatch.GetTimestamp();
        string? endedEarly = WhyEnded(gc, start, end, stop);
        gc.Finish();
        if (target.IsAlive && allocations.HasUnnamed)
        {
            isNamed |= Try(allocations.Name);
        }

        ReadHost(host);
        return new RecordedRun
        {
            StartUtc = startUtc,
            Start = start,
            End = end,
            Process = target.Process,
            Machine = new RunMachine(Environment.MachineName, RuntimeInformation.OSDescription, Environment.ProcessorCount, _host is [{ MemTotalBytes: > 0 and var total }, ..] ? total : null),
            Gc = gc.Log,
            Bursts = allocations.Bursts,
            Host = _host,
            LatestHost = _host.Count > 0 ? host.CaptureReport(asked: true) : null,
            EarlierHost = earlierHost,
            Sources = Sources(gc, allocations, isNamed, host),
            EndedEarly = endedEarly,
        };
    }

    private LiveGc Attach()
    {
        try
        {
            return new LiveGc(target.Client);
        }
        catch (Exception exception) when (exception is DiagnosticsClientException or IOException or SocketException or UnauthorizedAccessException or TimeoutException)
        {
            throw new CannotAttachException(string.Create(CultureInfo.InvariantCulture, $"process {target.Id} was found, but does not start a session: {RuntimeEventsFailure.Describe(exception)}"));
        }
    }

    private string? WhyEnded(LiveGc gc, long start, long end, CancellationToken stop)
    {
        string after = $"after {Quantity.Duration(Stopwatch.GetElapsedTime(start, end))} of {Quantity.Duration(duration)}";
        if (gc.HasEnded)
        {
            // The connection goes first, the process a moment later, and its parent takes note of it after that.
            SpinWait.SpinUntil(() => !target.IsAlive, ExitPatience);
        }

        return gc.HasEnded
            ? gc.Fault is { } fault && target.IsAlive ? $"the connection broke {after}: {RuntimeEventsFailure.Describe(fault)}"
                : target.IsAlive ? $"the runtime closed the session {after}"
                : $"the process ended {after}"
            : stop.IsCancellationRequested ? $"interrupted {after}"
            : null;
    }

    private void ReadHost(HostSource host)
    {
        if (host.Tick(out HostSample sample))
        {
            _host.Add(sample);
        }
    }

    private static void Wait(LiveGc gc, long since, TimeSpan length, CancellationToken stop)
    {
        // In pieces, so that the end of the process is noticed at once.
        while (!gc.HasEnded && Stopwatch.GetElapsedTime(since) < length && !stop.WaitHandle.WaitOne(Min(length - Stopwatch.GetElapsedTime(since), TimeSpan.FromMilliseconds(100))))
        {
            // Waiting is done above.
        }
    }

    private static bool Try(Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is DiagnosticsClientException or IOException or SocketException or ObjectDisposedException or TimeoutException)
        {
            // Most often the process has just ended; whether it has is asked where it matters. The rest of the recording counts.
            return false;
        }
    }

    private static void Try(Action step) => Try(() =>
    {
        step();
        return true;
    });

    private TimeSpan Left(long start)
    {
        var left = duration - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.Zero;

    private List<SourceStatus> Sources(LiveGc gc, LiveAllocations allocations, bool isNamed, HostSource host)
    {
        _sources.Add(new SourceStatus("gc-events", SourceState.Ok, gc.Lost > 0 ? string.Create(CultureInfo.InvariantCulture, $"{gc.Lost} events were lost: collections may be missing") : null));
        _sources.Add(allocations.Bursts.Count > 0
            ? new SourceStatus("allocation-samples", SourceState.Ok, allocations.Failure)
            : new SourceStatus("allocation-samples", SourceState.Unavailable, allocations.Failure ?? "no burst was possible before the end"));
        _sources.Add(isNamed
            ? new SourceStatus("method-names", SourceState.Ok)
            : new SourceStatus("method-names", SourceState.Unavailable, "the runtime did not describe its methods in time: sites cannot be named"));
        _sources.AddRange(host.Sources);
        _sources.Add(new SourceStatus("requests", SourceState.Unavailable, "only the agent inside the service ties allocations and pauses to requests (dotnet add package AppFrag.Agent)"));
        return _sources;
    }
}
