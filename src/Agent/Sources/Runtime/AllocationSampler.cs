using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Opens allocation sampling in bursts. The runtime's sampling rate is fixed, so the share of time in which a burst is
/// open is what bounds the cost. Used by the agent's own thread only.
/// </summary>
internal sealed class AllocationSampler(EventPipeStreams streams, TimeProvider timeProvider)
{
    public const string Name = "allocation-samples";

    // At the highest rate measured (3.5 GB/s, 34,000 samples a second) more than one second of samples.
    private const int MaxSamples = 40_000;
    private const int MaxStacks = 8192;
    private const int MaxTypes = 4096;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private readonly BackOff _backOff = new(timeProvider);
    private readonly CallStackTable _stacks = new(MaxStacks);
    private readonly TypeNames _types = new(MaxTypes);

    /// <summary><see langword="null"/> before the first attempt.</summary>
    public SourceStatus? Status { get; private set; }

    /// <summary>Samples lost for lack of room in the agent.</summary>
    public long Discarded { get; private set; }

    /// <summary>Samples for <paramref name="length"/>, then waits for the runtime to flush (about 100 ms).</summary>
    /// <param name="length">How long sampling is on.</param>
    /// <param name="stop">Ends the burst early.</param>
    /// <returns>The samples and when they were taken; <see langword="null"/> when no burst was possible, see <see cref="Status"/>.</returns>
    public RawBurst? Run(TimeSpan length, ManualResetEventSlim stop)
    {
        if (!_backOff.IsDue)
        {
            return null;
        }

        try
        {
            var sink = new AllocationSampleSink(_stacks, _types, MaxSamples);
            EventPipeStream stream = streams.Open(RuntimeProvider.SamplingSession(), sink, "AppFrag allocation samples");
            long start = Stopwatch.GetTimestamp();
            stop.Wait(length);
            long end = Stopwatch.GetTimestamp();
            bool complete = stream.Stop(StopDeadline);
            if (!complete || stream.Fault is not null)
            {
                Fail(stream.Fault is { } fault ? RuntimeEventsFailure.Describe(fault) : $"the burst did not end within {StopDeadline.TotalSeconds} s");
                return null;
            }

            Discarded += sink.Discarded;
            Status = new SourceStatus(Name, SourceState.Ok);
            _backOff.Succeeded();
            return new RawBurst(start, end, sink.Samples, sink.Discarded);
        }
        catch (Exception exception)
        {
            // Whatever the connection fails with, the host application goes on and the reason is shown.
            Fail(RuntimeEventsFailure.Describe(exception));
            return null;
        }
    }

    private void Fail(string reason)
    {
        Status = new SourceStatus(Name, SourceState.Unavailable, reason);
        _backOff.Failed();
    }
}

/// <param name="Start"><see cref="Stopwatch"/> ticks when sampling was on.</param>
/// <param name="End"><see cref="Stopwatch"/> ticks when it was asked to stop.</param>
/// <param name="Samples">In the order of the stream.</param>
/// <param name="Discarded">Further samples that found no room.</param>
internal sealed record RawBurst(long Start, long End, IReadOnlyList<AllocationSample> Samples, long Discarded);
