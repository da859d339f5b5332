using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Collect;

/// <summary>
/// One process watched from outside: GC events all the time, allocation samples in bursts, the host at each step. What it
/// sees is kept here until somebody takes it or lets go of it. Used by one thread.
/// </summary>
internal sealed class LiveRecording : IDisposable
{
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private readonly TargetProcess _target;
    private readonly HostSource _host;
    private readonly LiveAllocations _allocations;
    private readonly List<HostSample> _samples = [];
    private bool _isNamed;

    /// <param name="target">Whom to watch.</param>
    /// <param name="length">How long it is going to be watched; the longer, the further apart the bursts.</param>
    /// <exception cref="CannotAttachException">The process cannot be watched at all.</exception>
    public LiveRecording(TargetProcess target, TimeSpan length)
    {
        _target = target;
        _host = new HostSource(new HostRoots { ProcessId = target.Id }, TimeProvider.System);
        try
        {
            Gc = Attach(target);
        }
        catch
        {
            _host.Dispose();
            throw;
        }

        StartUtc = TimeProvider.System.GetUtcNow();
        Start = Stopwatch.GetTimestamp();
        _allocations = new LiveAllocations(target.Client, length, target.Root is { } root ? path => root + path : null);
        _isNamed = Try(_allocations.StartNaming);
    }

    public DateTimeOffset StartUtc { get; }

    public long Start { get; }

    public LiveGc Gc { get; }

    public IReadOnlyList<AllocationBurst> Bursts => _allocations.Bursts;

    public long Samples => _allocations.Samples;

    public IReadOnlyList<HostSample> Host => _samples;

    /// <summary>The process has ended, or its runtime has closed the session.</summary>
    public bool HasEnded => Gc.HasEnded;

    /// <summary>Takes what has come, and samples allocations if it is time for that. Returns at once or after the burst.</summary>
    /// <param name="most">Longest time that a burst may take.</param>
    /// <param name="stop">Ends a burst early.</param>
    public void Step(TimeSpan most, CancellationToken stop)
    {
        ReadHost();
        Gc.Drain();
        if (_allocations.IsDue)
        {
            Try(() => _allocations.Burst(most, stop));
        }
    }

    /// <summary>Takes one reading of the host.</summary>
    public void ReadHost()
    {
        if (_host.Tick(out HostSample sample))
        {
            _samples.Add(sample);
        }
    }

    /// <summary>Waits until <paramref name="length"/> has passed since <paramref name="since"/>; not longer than the process lives or <paramref name="stop"/> allows.</summary>
    public void Rest(long since, TimeSpan length, CancellationToken stop)
    {
        // In pieces, so that the end of the process is noticed at once.
        TimeSpan left;
        while (!HasEnded && !stop.IsCancellationRequested && (left = length - Stopwatch.GetElapsedTime(since)) > TimeSpan.Zero)
        {
            stop.WaitHandle.WaitOne(left < Piece ? left : Piece);
        }
    }

    /// <summary>Everything the host has to say now; <see langword="null"/> where it says nothing.</summary>
    /// <param name="asked">Whether somebody waits for what is expensive to read.</param>
    public HostReport? HostReport(bool asked) => _samples.Count > 0 ? _host.CaptureReport(asked) : null;

    /// <summary>Takes the last events. No step after this.</summary>
    public void Finish()
    {
        Gc.Finish();
        Name();
        ReadHost();
    }

    /// <summary>Names code that was compiled unseen, if there is any.</summary>
    public void Name()
    {
        if (_allocations.HasUnnamed && _target.IsAlive)
        {
            _isNamed |= Try(_allocations.Name);
        }
    }

    /// <summary>Lets go of what happened before this moment (<see cref="Stopwatch"/> ticks).</summary>
    public void Forget(long before)
    {
        _samples.RemoveAll(sample => sample.Timestamp < before);
        _allocations.Forget(before);
    }

    /// <summary>Why there is no more to come, e.g. <c>the process ended after 12 s</c>; <see langword="null"/> while there is more.</summary>
    /// <param name="after">How long it was watched, in words.</param>
    public string? WhyEnded(string after)
    {
        if (!HasEnded)
        {
            return null;
        }

        // The connection goes first, the process a moment later, and its parent takes note of it after that.
        SpinWait.SpinUntil(() => !_target.IsAlive, ExitPatience);
        return !_target.IsAlive ? $"the process ended after {after}"
            : Gc.Fault is { } fault ? $"the connection broke after {after}: {RuntimeEventsFailure.Describe(fault)}"
            : $"the runtime closed the session after {after}";
    }

    /// <summary>What was read and what was not, with the reason.</summary>
    public IReadOnlyList<SourceStatus> Sources() =>
    [
        new SourceStatus("gc-events", SourceState.Ok, Gc.Lost > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Gc.Lost} events were lost: collections may be missing") : null),
        Bursts.Count > 0
            ? new SourceStatus("allocation-samples", SourceState.Ok, _allocations.Failure)
            : new SourceStatus("allocation-samples", SourceState.Unavailable, _allocations.Failure ?? "no burst was possible before the end"),
        _isNamed
            ? new SourceStatus("method-names", SourceState.Ok)
            : new SourceStatus("method-names", SourceState.Unavailable, "the runtime did not describe its methods in time: sites cannot be named"),
        .. _host.Sources,
        new SourceStatus("requests", SourceState.Unavailable, "only the agent inside the service ties allocations and pauses to requests (dotnet add package AppFrag.Agent)"),
    ];

    public void Dispose()
    {
        _allocations.Dispose();
        Gc.Dispose();
        _host.Dispose();
    }

    private static LiveGc Attach(TargetProcess target)
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
}
