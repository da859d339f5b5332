using AppFrag.Model;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Names the sites of allocation samples. When addresses are unknown (the first burst, or code compiled since) it opens
/// a naming session. One costs about a tenth of a second of CPU, so the pause between two doubles from 2 s to a minute:
/// tiering moves hot methods a few times after start and then hardly ever. Used by the agent's own thread only.
/// </summary>
internal sealed class SiteResolver(EventPipeStreams streams, TimeProvider timeProvider) : IDisposable
{
    private const int MaxMethods = 50_000;
    private const int MaxUnknown = 4096;
    private static readonly TimeSpan NamingDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HashSet<CallStack> _unknown = [];
    private readonly MethodMap _methods = new(MaxMethods);
    private readonly SourceLines _lines = new();
    private TimeSpan _pause = ShortestPause;
    private long? _namedAt;

    /// <summary>Gives every stack its <see cref="CallStack.Site"/> that can be named now; the others are tried again with the next call.</summary>
    public void Resolve(IReadOnlyList<AllocationSample> samples)
    {
        foreach (AllocationSample sample in samples)
        {
            if (sample.Stack.Site is null && _unknown.Count < MaxUnknown)
            {
                _unknown.Add(sample.Stack);
            }
        }

        _unknown.RemoveWhere(TryResolve);
        if (_unknown.Count == 0 || (_namedAt is { } at && timeProvider.GetElapsedTime(at) < _pause))
        {
            return;
        }

        NamingSession.Run(streams, _methods, NamingDeadline);
        _namedAt = timeProvider.GetTimestamp();
        if (_unknown.RemoveWhere(TryResolve) == 0)
        {
            // Nothing learnt: what is left is code that the runtime does not name.
            _unknown.Clear();
        }

        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
    }

    public void Dispose() => _lines.Dispose();

    private bool TryResolve(CallStack stack)
    {
        stack.Site = StackSite.Of(stack.Addresses, _methods, _lines);
        return stack.Site is not null;
    }
}
