using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>
/// Bounded table of the spans that run now or ended a moment ago, by stamp. Ended spans stay until their place is needed,
/// because the runtime's events arrive up to about a second late; the longest-ended goes first. If all that could make
/// room are running, a new span is not tracked: its allocations stay unattributed rather than be given to somebody else.
/// Spans that are started and never stopped would fill it for good; so one that has run for <see cref="Abandonment"/>
/// makes room as well. Should it still run, it is found again when it next becomes the current one.
/// </summary>
internal sealed class SpanTable
{
    /// <summary>After which time a running span is taken for one that nobody stops, if room is short.</summary>
    public static readonly TimeSpan Abandonment = TimeSpan.FromMinutes(10);

    private readonly SpanSlots _slots;
    private readonly SpanLabels _labels = new();
    private long _untracked;

    /// <param name="capacity">Most spans; rounded up to a power of two, at least <see cref="SpanSlots.Ways"/>.</param>
    public SpanTable(int capacity) => _slots = new SpanSlots(capacity);

    public int Capacity => _slots.Capacity;

    /// <summary>Spans in the table, running and ended. Goes through all places: not for every span.</summary>
    public int Count => _slots.Count;

    /// <summary>Spans that found no place since start.</summary>
    public long Untracked => Volatile.Read(ref _untracked);

    public bool Contains(Guid stamp)
    {
        int set = _slots.Enter(stamp);
        int index = _slots.IndexOf(set, stamp);
        _slots.Exit(set);
        return index >= 0;
    }

    public bool TryGet(Guid stamp, [NotNullWhen(true)] out SpanRef? span)
    {
        span = null;
        int set = _slots.Enter(stamp);
        int index = _slots.IndexOf(set, stamp);
        int use = index < 0 ? 0 : _slots[index].Use;
        _slots.Exit(set);
        if (use != 0)
        {
            span = new SpanRef(stamp, new SpanPlace(index, use));
        }

        return span is not null;
    }

    /// <summary>
    /// The span that a thread ran when it carried this stamp. Work that a span leaves behind, a timer for instance,
    /// goes on carrying its stamp after its end: what such work allocates belongs to no span.
    /// </summary>
    /// <param name="stamp">Activity id of the thread.</param>
    /// <param name="timestamp"><see cref="Stopwatch"/> ticks.</param>
    /// <returns><see langword="null"/> where the answer might be wrong.</returns>
    public TrackedSpan? Find(Guid stamp, long timestamp)
    {
        if (stamp == Guid.Empty || Get(stamp) is not { IsDoubtful: false } slot)
        {
            return null;
        }

        bool ran = slot.Start <= timestamp && (slot.End == 0 || slot.End >= timestamp);
        return ran ? Describe(slot) : null;
    }

    /// <summary>What is known of a span, whenever it ran.</summary>
    public TrackedSpan? Describe(Guid stamp) => Get(stamp) is { } slot ? Describe(slot) : null;

    /// <summary>The place of a span's local root; none when the span itself is not in the table.</summary>
    public SpanPlace RootOf(SpanPlace place)
    {
        SpanSlot slot = Read(place);
        return new SpanPlace(slot.RootIndex, slot.RootUse);
    }

    /// <summary>What a root says about itself; unknown when its place has been taken by another span since.</summary>
    public bool TryGetLabel(SpanPlace root, out SpanLabel label) => _labels.TryGet(Read(root).Label, out label);

    /// <summary>Enters a span that has just become the current one.</summary>
    /// <param name="span">The span.</param>
    /// <param name="root">Place of its local root; none for a root.</param>
    /// <param name="name">Of a root.</param>
    /// <returns><see langword="null"/> without room. The one that is there already, should two threads enter it at once.</returns>
    public SpanRef? TryAdd(in NewSpan span, SpanPlace root, string? name)
    {
        int label = name is null ? 0 : _labels.NumberOf(new SpanLabel(name, null, null));
        int set = _slots.Enter(span.Stamp);
        int index = _slots.IndexOf(set, span.Stamp);
        if (index < 0)
        {
            index = _slots.FindRoom(set, span.Start);
            if (index < 0)
            {
                _slots.Exit(set);
                Interlocked.Increment(ref _untracked);
                return null;
            }

            ref SpanSlot slot = ref _slots[index];
            int next = slot.Use == int.MaxValue ? 1 : slot.Use + 1;
            slot = new SpanSlot
            {
                Stamp = span.Stamp,
                TraceLeft = span.TraceLeft,
                Start = span.Start,
                Use = next,
                RootIndex = root.IsNone ? index : root.Index,
                RootUse = root.IsNone ? next : root.Use,
                Label = label,
                IsRecorded = span.IsRecorded,
                IsTaken = true,
            };
        }

        int use = _slots[index].Use;
        _slots.Exit(set);
        return new SpanRef(span.Stamp, new SpanPlace(index, use));
    }

    /// <summary>Marks the end of a span, if it is in the table and running.</summary>
    /// <returns>Its place if it is a root, for <see cref="SetLabel"/>; otherwise none.</returns>
    public SpanPlace Complete(Guid stamp, long end)
    {
        SpanPlace root = default;
        int set = _slots.Enter(stamp);
        int index = _slots.IndexOf(set, stamp);
        if (index >= 0 && _slots[index].End == 0)
        {
            ref SpanSlot slot = ref _slots[index];
            slot.End = end;
            root = slot.RootIndex == index && slot.RootUse == slot.Use ? new SpanPlace(index, slot.Use) : default;
        }

        _slots.Exit(set);
        return root;
    }

    /// <summary>What a root says about itself at its end.</summary>
    public void SetLabel(SpanPlace root, string name, string? httpMethod, string? httpRoute)
    {
        int label = _labels.NumberOf(new SpanLabel(name, httpMethod, httpRoute));
        int set = _slots.EnterSetOf(root.Index);
        if (_slots[root.Index].Use == root.Use)
        {
            _slots[root.Index].Label = label;
        }

        _slots.Exit(set);
    }

    /// <summary>Samples that carry this span's stamp are from now on no evidence, see <see cref="SpanSlot.IsDoubtful"/>.</summary>
    public void Doubt(SpanPlace place)
    {
        int set = _slots.EnterSetOf(place.Index);
        if (_slots[place.Index].Use == place.Use)
        {
            _slots[place.Index].IsDoubtful = true;
        }

        _slots.Exit(set);
    }

    private static TrackedSpan Describe(in SpanSlot slot) => new()
    {
        TraceId = SpanStamp.TraceIdOf(slot.Stamp, slot.TraceLeft),
        SpanId = SpanStamp.SpanIdOf(slot.Stamp),
        Recorded = slot.IsRecorded,
        Start = slot.Start,
        End = slot.End,
        Root = new SpanPlace(slot.RootIndex, slot.RootUse),
    };

    private SpanSlot? Get(Guid stamp)
    {
        int set = _slots.Enter(stamp);
        int index = _slots.IndexOf(set, stamp);
        SpanSlot? slot = index < 0 ? null : _slots[index];
        _slots.Exit(set);
        return slot;
    }

    private SpanSlot Read(SpanPlace place)
    {
        int set = _slots.EnterSetOf(place.Index);
        SpanSlot slot = _slots[place.Index];
        _slots.Exit(set);
        return slot.Use == place.Use ? slot : default;
    }
}
