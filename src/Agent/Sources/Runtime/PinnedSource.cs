using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Looks for a moment now and then at what is pinned. The events are many where much is pinned, so the look is short,
/// bounded in events, and never taken while collections come fast. Used by one thread only, which never waits here.
/// <para>States: idle → open → ending → idle.</para>
/// </summary>
internal sealed class PinnedSource(EventPipeStreams streams, TimeProvider timeProvider)
{
    /// <summary>From one look to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private const int MostEvents = 4000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private readonly BackOff _backOff = new(timeProvider);
    private EventPipeStream? _stream;
    private PinnedSink? _sink;
    private long? _beganAt;
    private long _endedAt;

    /// <summary>Opens a look that is due, ends one that has had its time.</summary>
    /// <param name="isAffordable">Whether one may be opened now.</param>
    /// <returns>What a look that is over has seen.</returns>
    public PinnedSample? Advance(bool isAffordable)
    {
        if (_stream is null)
        {
            if (isAffordable && _backOff.IsDue && (_beganAt is not { } last || timeProvider.GetElapsedTime(last) >= Interval))
            {
                Open();
            }

            return null;
        }

        if (_endedAt == 0 && timeProvider.GetElapsedTime(_beganAt!.Value) >= Length)
        {
            _endedAt = Stopwatch.GetTimestamp();
            _stream.BeginStop();
        }

        bool isOverdue = _endedAt != 0 && Stopwatch.GetElapsedTime(_endedAt) >= StopDeadline;
        return _stream.IsFinished || isOverdue ? Finish(_stream) : null;
    }

    private void Open()
    {
        _beganAt = timeProvider.GetTimestamp();
        _endedAt = 0;
        try
        {
            EventPipeStream? stream = null;
            _sink = new PinnedSink(MostEvents, () => Volatile.Read(ref stream)?.BeginStop());
            Volatile.Write(ref stream, streams.Open(RuntimeProvider.PinnedSession(), _sink, "AppFrag pinned objects"));
            _stream = stream;
            _backOff.Succeeded();
        }
        catch (Exception)
        {
            // Evidence that is missing; the source of GC events says why if it fails too.
            _backOff.Failed();
        }
    }

    private PinnedSample? Finish(EventPipeStream stream)
    {
        bool isWhole = stream.IsFinished && stream.Fault is null;
        stream.Dispose();
        _stream = null;
        return isWhole ? _sink!.ToSample(Stopwatch.GetTimestamp()) : null;
    }
}
