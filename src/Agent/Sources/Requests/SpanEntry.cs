using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>Enters activities into the table, each with the place of its local root: that of its parent, tracked first.</summary>
internal sealed class SpanEntry(SpanTable table)
{
    // Parents are tracked before their children, but for those that were running when stamping began. A chain of
    // activities that nobody stops has no end: it must not be followed to it.
    private const int MaxUntrackedParents = 4;

    private readonly SpanCounter _entered = new();

    /// <summary>About how many have been entered.</summary>
    public long Count => _entered.Value;

    /// <summary>The span of an activity that has just become the current one; <see langword="null"/> when it cannot be tracked.</summary>
    public SpanRef? Of(Activity activity) => Of(activity, MaxUntrackedParents);

    private SpanRef? Of(Activity activity, int depth)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C)
        {
            return null;
        }

        Guid stamp = SpanStamp.Of(activity.TraceId, activity.SpanId, out ulong traceLeft);
        if (table.TryGet(stamp, out SpanRef? known))
        {
            return known;
        }

        // A stopped one will not be told of again: it would stay in the table as if it ran for ever.
        if (activity.IsStopped || !TryFindRoot(activity, depth, out SpanPlace root))
        {
            return null;
        }

        _entered.Add();
        var span = new NewSpan(stamp, traceLeft, activity.Recorded, Stopwatch.GetTimestamp());
        return table.TryAdd(in span, root, root.IsNone ? SpanNames.Bounded(activity.OperationName) : null);
    }

    /// <summary>The root is none for a span without a parent in this process, and for one whose parent ended so long ago that it is forgotten.</summary>
    /// <returns>False when there is a running parent that could not be tracked: a wrong root would be worse than none.</returns>
    private bool TryFindRoot(Activity activity, int depth, out SpanPlace root)
    {
        root = default;
        if (activity.Parent is not { } parent || activity.ParentSpanId != parent.SpanId)
        {
            return true;
        }

        root = depth > 0 && Of(parent, depth - 1) is { } tracked ? table.RootOf(tracked.Place) : default;
        return !root.IsNone || (parent.IsStopped && depth > 0);
    }
}
