using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// The GC's collections and pauses from the long-lived session, with <see cref="GC.GetGCMemoryInfo()"/> as the fallback
/// for sizes.
/// <para>States: closed → open → faulted → (after a back-off) open again. While closed or faulted it still gives sizes.</para>
/// </summary>
internal sealed class GcSource(EventPipeStreams streams, TimeProvider timeProvider)
{
    public const string Name = "gc-events";

    // Events arrive up to 0.8 s late (the runtime's flush timer under load); what is older than this is complete.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    private readonly BackOff _backOff = new(timeProvider);
    private EventPipeStream? _stream;
    private GcEventSink _sink = new();
    private GcTracker _tracker = new();
    private long _discardedBefore;

    /// <summary><see langword="null"/> before the first attempt.</summary>
    public SourceStatus? Status { get; private set; }

    /// <summary>Events lost for lack of room in the agent.</summary>
    public long Discarded => _discardedBefore + _sink.Discarded + _tracker.Discarded;

    /// <summary>Opens the session if it is closed and due; notices when it has ended.</summary>
    public void EnsureOpen()
    {
        if (_stream is { IsFinished: true } ended)
        {
            _stream = null;
            Fail(ended.Fault is { } fault ? RuntimeEventsFailure.Describe(fault) : "the runtime ended the session");
        }

        if (_stream is not null || !_backOff.IsDue)
        {
            return;
        }

        try
        {
            _discardedBefore = Discarded;
            _sink = new GcEventSink();
            _tracker = new GcTracker();
            _stream = streams.Open(RuntimeProvider.GcSession(), _sink, "AppFrag GC events");
            Status = new SourceStatus(Name, SourceState.Ok);
            _backOff.Succeeded();
        }
        catch (Exception exception)
        {
            // Whatever the connection fails with, the host application goes on and the reason is shown.
            Fail(RuntimeEventsFailure.Describe(exception));
        }
    }

    /// <summary>Takes what is complete by now.</summary>
    public void Drain(List<GcSample> samples, List<GcPause> pauses)
    {
        while (_sink.TryTake(out GcEvent e))
        {
            _tracker.Add(e);
        }

        long watermark = timeProvider.GetTimestamp() - (long)(Lateness.TotalSeconds * timeProvider.TimestampFrequency);
        _tracker.Advance(watermark, samples, pauses);
    }

    /// <summary>Sizes and holes after the latest collection, without telling the free list from small holes.</summary>
    public static GenerationSizes Poll()
    {
        ReadOnlySpan<GCGenerationInfo> generations = GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo;
        GenerationSizes sizes = default;
        for (int i = 0; i < Math.Min(generations.Length, GenerationSizes.Count); i++)
        {
            sizes[i] = new GenerationSize(generations[i].SizeAfterBytes, generations[i].FragmentationAfterBytes, 0);
        }

        return sizes;
    }

    private void Fail(string reason)
    {
        Status = new SourceStatus(Name, SourceState.Unavailable, reason);
        _backOff.Failed();
    }
}
