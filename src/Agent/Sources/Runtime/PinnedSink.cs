using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>Adds up pinned objects by type, bounded. Filled by the reading thread, read after the stream's end.</summary>
/// <param name="mostEvents">How many events are looked at; <paramref name="onFull"/> is called at the first one beyond.</param>
/// <param name="onFull">Runs on the reading thread; must not block.</param>
internal sealed class PinnedSink(int mostEvents, Action onFull) : INetTraceSink
{
    /// <summary>Types in a sample.</summary>
    public const int MostTypes = 20;

    // While adding up; a type beyond these is left out.
    private const int MaxTypes = 500;

    private readonly SharedNames _names = new(MaxTypes);
    private readonly Dictionary<string, (long Objects, long Bytes)> _types = [];
    private int _pointerSize = IntPtr.Size;
    private int _events;
    private int _collections;

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.ProviderName != RuntimeProvider.Name || _events > mostEvents)
        {
            return;
        }

        if (e.Metadata.EventId == GCStartEvent.Id)
        {
            _collections++;
        }
        else if (e.Metadata.EventId == PinObjectAtGCTimeEvent.Id && PinObjectAtGCTimeEvent.TryRead(e.Payload, _pointerSize, out PinObjectAtGCTimeEvent pinned))
        {
            if (++_events > mostEvents)
            {
                onFull();
                return;
            }

            string name = _names.Of(pinned.TypeName);
            (long objects, long bytes) = _types.GetValueOrDefault(name);
            if (objects > 0 || _types.Count < MaxTypes)
            {
                _types[name] = (objects + 1, bytes + pinned.ObjectSize);
            }
        }
    }

    /// <returns><see langword="null"/> when no collection fell into the time.</returns>
    public PinnedSample? ToSample(long timestamp) => _collections == 0 ? null : new PinnedSample(
        timestamp,
        _collections,
        [
            .. _types
                .OrderByDescending(type => type.Value.Bytes)
                .Take(MostTypes)
                .Select(type => new PinnedType(type.Key, (double)type.Value.Objects / _collections, (double)type.Value.Bytes / _collections)),
        ]);
}
