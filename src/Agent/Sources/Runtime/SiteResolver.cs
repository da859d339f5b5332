using AppFrag.Model;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Names the sites of allocation samples. When addresses are unknown (the first burst, or code compiled since) it opens
/// a naming session, at most as often as its back-off allows: tiering moves hot methods a few times after start and then
/// no more. Used by the agent's own thread only.
/// </summary>
internal sealed class SiteResolver(EventPipeStreams streams, TimeProvider timeProvider) : IDisposable
{
    private const int MaxMethods = 50_000;
    private static readonly TimeSpan NamingDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly MethodMap _methods = new(MaxMethods);
    private readonly SourceLines _lines = new();
    private TimeSpan _pause = ShortestPause;
    private long? _namedAt;

    /// <summary>Gives every stack its <see cref="CallStack.Site"/> that can be named now.</summary>
    public void Resolve(IReadOnlyList<AllocationSample> samples)
    {
        List<CallStack> unknown = [.. samples.Select(s => s.Stack).Where(s => s.Site is null).Distinct()];
        unknown.RemoveAll(TryResolve);
        if (unknown.Count == 0 || (_namedAt is { } at && timeProvider.GetElapsedTime(at) < _pause))
        {
            return;
        }

        NamingSession.Run(streams, _methods, NamingDeadline);
        _namedAt = timeProvider.GetTimestamp();
        int resolved = unknown.RemoveAll(TryResolve);

        // Nothing learnt: the rest is code that the runtime does not name (dynamic methods); ask less and less often.
        _pause = resolved > 0 ? ShortestPause : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
    }

    public void Dispose() => _lines.Dispose();

    private bool TryResolve(CallStack stack)
    {
        stack.Site = StackSite.Of(stack.Addresses, _methods, _lines);
        return stack.Site is not null;
    }
}
