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
        var route = RequestRoute.Of(root);
        return (route.HttpRoute is null ? _names : _templates).TryUse(route, now) ? route : Other;
    }

    private sealed class Names(int capacity)
    {
        // A look at all names costs microseconds: not for each of thousands of names that find no place.
        private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

        private readonly Dictionary<RequestRoute, long> _usedAt = [];
        private long? _lookedAt;

        public int Count => _usedAt.Count;

        public bool TryUse(RequestRoute route, long now)
        {
            if (!_usedAt.ContainsKey(route) && _usedAt.Count >= capacity)
            {
                Forget(now);
                if (_usedAt.Count >= capacity)
                {
                    return false;
                }
            }

            _usedAt[route] = now;
            return true;
        }

        private void Forget(long now)
        {
            if (_lookedAt is { } last && Stopwatch.GetElapsedTime(last, now) < LookInterval)
            {
                return;
            }

            _lookedAt = now;
            foreach ((RequestRoute route, long usedAt) in _usedAt)
            {
                if (Stopwatch.GetElapsedTime(usedAt, now) > Memory)
                {
                    _usedAt.Remove(route);
                }
            }
        }
    }
}
