using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Opens allocation sampling in bursts. The runtime's sampling rate is fixed, so the share of time in which a burst is
/// open is what bounds the cost. Used by one thread only, which never waits here for the runtime.
/// <para>States: idle → open → ending (the runtime flushes, about 100 ms) → idle.</para>
/// </summary>
internal sealed class AllocationSampler(EventPipeStreams streams, TimeProvider timeProvider, SamplingEvents events = SamplingEvents.Sampled)
{
    public const string Name = "allocation-samples";

    // Between two emptyings: at the highest rate measured (3.5 GB/s, 34,000 samples a second) more than one second of samples.
    private const int MaxSamples = 40_000;
    private const int MaxStacks = 8192;
    private const int MaxTypes = 4096;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private readonly BackOff _backOff = new(timeProvider);
    private readonly CallStackTable _stacks = new(MaxStacks);
    private readonly SharedNames _types = new(MaxTypes);
    private AllocationSampleSink? _sink;
    private EventPipeStream? _stream;
    private long _start;
    private long _end;

    /// <summary><see langword="null"/> before the first attempt.</summary>
    public SourceStatus? Status { get; private set; }

    /// <summary>Samples lost for lack of room in the agent.</summary>
    public long Discarded { get; private set; }

    /// <summary>How full the tables are that outlive a burst.</summary>
    public IReadOnlyList<TableSize> Tables() => [new("stacks", _stacks.Count, MaxStacks), new("types", _types.Count, MaxTypes)];

    /// <summary>Whether a burst is open or ending.</summary>
    public bool IsBusy => _stream is not null;

    /// <summary>Whether the burst has been told to end.</summary>
    public bool IsEnding => Volatile.Read(ref _end) != 0;

    /// <summary>Samples of the burst that have arrived so far.</summary>
    public long Arrived => _sink?.Arrived ?? 0;

    /// <summary>Opens a burst.</summary>
    /// <param name="mostSamples">The reading thread itself ends the burst at this number, should nobody else get to run.</param>
    /// <returns>False when none is possible now, see <see cref="Status"/>.</returns>
    public bool TryBegin(long mostSamples)
    {
        if (IsBusy || !_backOff.IsDue)
        {
            return false;
        }

        try
        {
            var sink = new AllocationSampleSink(_stacks, _types, MaxSamples);
            _end = 0;
            _sink = sink;
            EventPipeStream stream = streams.Open(RuntimeProvider.SamplingSession(events), sink, "AppFrag allocation samples");
            _start = Stopwatch.GetTimestamp();
            _stream = stream;
            sink.OnArrived = arrived =>
            {
                if (arrived >= mostSamples)
                {
                    End(stream);
                }
            };
            return true;
        }
        catch (Exception exception)
        {
            // Whatever the connection fails with, the host application goes on and the reason is shown.
            Fail(RuntimeEventsFailure.Describe(exception));
            return false;
        }
    }

    /// <summary>Moves the samples that have arrived since the last call to the end of <paramref name="into"/>.</summary>
    public void Take(List<AllocationSample> into) => _sink?.Take(into);

    /// <summary>Tells the runtime to end the burst.</summary>
    public void End()
    {
        if (_stream is { } stream)
        {
            End(stream);
        }
    }

    /// <summary>Whether a burst that was told to end, or has failed, is over; if so the sampler is idle again.</summary>
    /// <param name="into">Receives the last samples.</param>
    /// <param name="burst">When it was; <see langword="null"/> when it failed, see <see cref="Status"/>.</param>
    public bool TryFinish(List<AllocationSample> into, out RawBurst? burst)
    {
        burst = null;
        if (_stream is not { } stream)
        {
            return false;
        }

        long end = Volatile.Read(ref _end);
        if (!stream.IsFinished && (end == 0 || Stopwatch.GetElapsedTime(end) < StopDeadline))
        {
            return false;
        }

        bool complete = stream.IsFinished;
        stream.Dispose();
        Take(into);
        Discarded += _sink!.Discarded;
        if (!complete || stream.Fault is not null || end == 0)
        {
            Fail(stream.Fault is { } fault ? RuntimeEventsFailure.Describe(fault)
                : end == 0 ? "the runtime ended the session"
                : $"the burst did not end within {StopDeadline.TotalSeconds} s");
        }
        else
        {
            Status = new SourceStatus(Name, SourceState.Ok);
            _backOff.Succeeded();
            burst = new RawBurst(_start, end, _sink.Discarded);
        }

        _stream = null;
        _sink = null;
        return true;
    }

    private void End(EventPipeStream stream)
    {
        if (Interlocked.CompareExchange(ref _end, Stopwatch.GetTimestamp(), 0) == 0)
        {
            stream.BeginStop();
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
/// <param name="Discarded">Samples that found no room.</param>
internal sealed record RawBurst(long Start, long End, long Discarded);
