using AppFrag.Model;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Names the sites of allocation samples. When addresses are unknown (the first burst, or code compiled since) it opens
/// a naming session, as often as <see cref="NamingRation"/> allows. Used by the agent's own thread only.
/// </summary>
internal sealed class SiteResolver(EventPipeStreams streams, TimeProvider timeProvider) : IDisposable
{
    private const int MaxMethods = 50_000;
    private const int MaxUnknown = 4096;
    private static readonly TimeSpan NamingDeadline = TimeSpan.FromSeconds(5);

    private readonly NamingRation _ration = new(timeProvider);
    private readonly HashSet<CallStack> _unknown = [];
    private readonly MethodMap _methods = new(MaxMethods);
    private readonly SourceLines _lines = new();

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
        if (_unknown.Count == 0 || !_ration.TryTake())
        {
            return;
        }

        NamingSession.Run(streams, _methods, NamingDeadline);
        if (_unknown.RemoveWhere(TryResolve) == 0)
        {
            // Nothing learnt: what is left is code that the runtime does not name.
            _unknown.Clear();
        }
    }

    public void Dispose() => _lines.Dispose();

    private bool TryResolve(CallStack stack)
    {
        stack.Site = StackSite.Of(stack.Addresses, _methods, _lines);
        return stack.Site is not null;
    }
}
