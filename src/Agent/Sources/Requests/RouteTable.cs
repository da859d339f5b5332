using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>
/// What requests are called, bounded: HTTP templates are few, but a service may give each of its other root spans a name
/// of its own (an order number, a statement). The two are counted apart, so that many names never cost a template its
/// place. A name that found none is called <see cref="Other"/>; one that was not used for <see cref="Memory"/> makes room.
/// Used by the agent's own thread only.
/// </summary>
/// <param name="capacity">Most templates, and most other names.</param>
internal sealed class RouteTable(int capacity = RouteTable.DefaultCapacity)
{
    public const int DefaultCapacity = 500;

    /// <summary>As long as the timeline keeps what refers to the names.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Names _templates = new(capacity);
    private readonly Names _names = new(capacity);

    /// <summary>What requests are summed up as whose name found no place.</summary>
    public static RequestRoute Other { get; } = new("(other)", null);

    /// <summary>Names and templates kept.</summary>
    public int Count => _templates.Count + _names.Count;

    /// <param name="root">What the request says about itself.</param>
    /// <param name="now"><see cref="Stopwatch"/> ticks.</param>
    public RequestRoute Of(SpanLabel root, long now)
    {
        // Only what the route is made of tells routes apart: a span that has a template may have any name besides.
        return root.HttpRoute is null
            ? _names.Use(new SpanLabel(root.Name, null, null), now) ?? Other
            : _templates.Use(root with { Name = "" }, now) ?? Other;
    }

    private sealed class Names(int capacity)
    {
        // A look at all names costs microseconds: not for each of thousands of names that find no place.
        private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

        private readonly Dictionary<SpanLabel, Known> _known = [];
        private long? _lookedAt;

        public int Count => _known.Count;

        /// <returns>One and the same object for the same label; <see langword="null"/> when there is no place for it.</returns>
        public RequestRoute? Use(SpanLabel label, long now)
        {
            if (!_known.TryGetValue(label, out Known known))
            {
                Forget(now);
                if (_known.Count >= capacity)
                {
                    return null;
                }

                known = new Known(RequestRoute.Of(label), now);
            }

            _known[label] = known with { UsedAt = now };
            return known.Route;
        }

        private void Forget(long now)
        {
            if (_known.Count < capacity || (_lookedAt is { } last && Stopwatch.GetElapsedTime(last, now) < LookInterval))
            {
                return;
            }

            _lookedAt = now;
            foreach ((SpanLabel label, Known known) in _known)
            {
                if (Stopwatch.GetElapsedTime(known.UsedAt, now) > Memory)
                {
                    _known.Remove(label);
                }
            }
        }

        private readonly record struct Known(RequestRoute Route, long UsedAt);
    }
}
