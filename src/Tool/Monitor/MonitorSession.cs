using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;
using AppFrag.Tool.Collect;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Monitor;

/// <summary>
/// Watches a process for as long as somebody looks, and keeps the last minute. A thread of its own records, since a burst
/// of samples takes up to a second; whoever draws takes the latest picture.
/// </summary>
internal sealed class MonitorSession(TargetProcess target)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Bursts as far apart as in a recording of this length.
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(10);

    // Code that is compiled later is named as it comes; what slipped through is worth 0.1 s of the target's CPU this often.
    private static readonly TimeSpan BetweenNamings = TimeSpan.FromMinutes(2);

    private readonly GcWindow _gc = new();
    private readonly HostHistory _hosts = new();
    private volatile MonitorPicture? _latest;

    /// <summary><see langword="null"/> until the first second has been watched.</summary>
    public MonitorPicture? Latest => _latest;

    /// <summary>Blocks until the time is over, the process ends or <paramref name="stop"/> asks for the end.</summary>
    /// <param name="duration">How long from the moment that recording has begun; <see langword="null"/> for no end.</param>
    /// <param name="stop">Asks for the end.</param>
    /// <returns>Why it ended by itself; <see langword="null"/> when it was asked to.</returns>
    /// <exception cref="CannotAttachException">The process cannot be watched at all.</exception>
    public string? Run(TimeSpan? duration, CancellationToken stop)
    {
        using var recording = new LiveRecording(target, Pace);
        long namedAt = recording.Start;
        while (!stop.IsCancellationRequested && !recording.HasEnded && !(Stopwatch.GetElapsedTime(recording.Start) >= duration))
        {
            long tick = Stopwatch.GetTimestamp();
            recording.Step(Tick, stop);
            _gc.Add(recording.Gc.Log.NewSamples, recording.Gc.Log.NewPauses);
            if (Stopwatch.GetElapsedTime(namedAt) > BetweenNamings)
            {
                namedAt = tick;
                recording.Name();
            }

            _latest = Picture(recording);
            recording.Rest(tick, Tick, stop);
        }

        return recording.WhyEnded(Diagnosis.Quantity.Span(Stopwatch.GetElapsedTime(recording.Start)));
    }

    private MonitorPicture Picture(LiveRecording recording)
    {
        long now = Stopwatch.GetTimestamp();
        long from = Math.Max(recording.Start, now - (long)(Window.TotalSeconds * Stopwatch.Frequency));
        recording.Forget(from);
        _gc.Forget(from);
        var host = recording.HostReport(asked: false);
        if (host is not null)
        {
            _hosts.Add(host);
        }

        var recorded = new RecordedRun
        {
            StartUtc = recording.StartUtc + Stopwatch.GetElapsedTime(recording.Start, from),
            Start = from,
            End = now,
            Process = target.Process,
            Gc = _gc.ToLog(),
            Bursts = recording.Bursts,
            // Whoever draws does so while the next step goes on.
            Host = [.. recording.Host],
            LatestHost = host,
            EarlierHost = host is null ? null : _hosts.At(host.Timestamp - Window),
            Sources = recording.Sources(),
        };
        return new MonitorPicture(recorded, RunAnalysis.Diagnose(recorded), host, Rates(recorded), SeriesOf(recorded), Stopwatch.GetElapsedTime(recording.Start, now));
    }

    private static IReadOnlyList<MonitorRate> Rates(RecordedRun recorded) =>
    [
        .. Enum.GetValues<AllocationKind>()
            .Select(kind => SiteEstimator.Rate(recorded.Bursts, kind) is { } rate ? new MonitorRate(kind, rate.Value, rate.Error) : null)
            .OfType<MonitorRate>(),
    ];

    private MonitorSeries SeriesOf(RecordedRun recorded)
    {
        int seconds = Math.Max((int)Math.Ceiling(Stopwatch.GetElapsedTime(recorded.Start, recorded.End).TotalSeconds), 1);
        double[] collections = new double[seconds];
        double[] paused = new double[seconds];
        double[] large = new double[seconds];
        foreach (var sample in _gc.Samples)
        {
            collections[Second(sample.Timestamp)]++;
        }

        foreach (var pause in _gc.Pauses)
        {
            ref double longest = ref paused[Second(pause.End)];
            longest = Math.Max(longest, pause.Duration.TotalMilliseconds);
        }

        foreach (var burst in recorded.Bursts)
        {
            large.AsSpan(Second(burst.Start)).Fill(burst.Groups.Where(group => group.Kind == AllocationKind.Loh).Sum(group => group.Bytes) / Math.Max(burst.ObservedSeconds, 1e-3));
        }

        return new MonitorSeries(collections, paused, large);

        int Second(long timestamp) => Math.Clamp((int)Stopwatch.GetElapsedTime(recorded.Start, timestamp).TotalSeconds, 0, seconds - 1);
    }
}
