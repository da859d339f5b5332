using System.Diagnostics;
using AppFrag.Diagnosis;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Collect;

/// <summary>Records one process from outside for a while.</summary>
internal sealed class Collector(TargetProcess target, TimeSpan duration)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Blocks until the time is over, <paramref name="stop"/> asks for the end, or the process has ended; what was recorded is never lost.</summary>
    /// <exception cref="CannotAttachException">The process cannot be recorded at all.</exception>
    public RecordedRun Run(Action<CollectProgress> progress, CancellationToken stop)
    {
        using var recording = new LiveRecording(target, duration);
        var timeline = new RecordedTimeline();
        long start = recording.Start;
        recording.ReadHost();
        var earlierHost = recording.HostReport(asked: true);
        while (!stop.IsCancellationRequested && !recording.HasEnded && Left(start) > TimeSpan.Zero)
        {
            long tick = Stopwatch.GetTimestamp();
            recording.Step(Left(start), stop);
            timeline.Add(recording);
            progress(new CollectProgress(Stopwatch.GetElapsedTime(start), recording.Gc.Log.Counts.Sum(), recording.Samples));
            recording.Rest(tick, Min(Tick, Left(start) + Stopwatch.GetElapsedTime(tick)), stop);
        }

        long end = Stopwatch.GetTimestamp();
        string after = $"{Quantity.Duration(Stopwatch.GetElapsedTime(start, end))} of {Quantity.Duration(duration)}";
        string? endedEarly = recording.WhyEnded(after) ?? (stop.IsCancellationRequested ? $"interrupted after {after}" : null);
        recording.Finish();
        return new RecordedRun
        {
            StartUtc = recording.StartUtc,
            Start = start,
            End = end,
            Process = target.Process,
            Machine = RunMachine.Here(recording.Host),
            Gc = recording.Gc.Log,
            Bursts = recording.Bursts,
            Host = recording.Host,
            LatestHost = recording.HostReport(asked: true),
            EarlierHost = earlierHost,
            Movement = timeline.Found(),
            Sources = recording.Sources(),
            EndedEarly = endedEarly,
        };
    }

    private TimeSpan Left(long start)
    {
        var left = duration - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
