using AppFrag.Model;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Names the sites of allocation samples. Methods compiled from now on come from a session that stays open; those
/// compiled before from a naming session, once, and again within <see cref="NamingRation"/> when addresses stay unknown.
/// Used by the agent's own thread only.
/// </summary>
/// <param name="streams">Sessions on the process.</param>
/// <param name="timeProvider">Clock.</param>
/// <param name="mayName">Whether a naming can be afforded now; <see langword="null"/> without a budget.</param>
internal sealed class SiteResolver(EventPipeStreams streams, TimeProvider timeProvider, Func<bool>? mayName = null) : IDisposable
{
    private const int MaxUnknown = 4096;
    private static readonly TimeSpan NamingDeadline = TimeSpan.FromSeconds(5);

    // The event of a method compiled just now is on its way for up to a second.
    private static readonly TimeSpan EventLateness = TimeSpan.FromSeconds(2);

    // When each stack was first found unknown, and what it allocated.
    private readonly Dictionary<CallStack, (long Since, string Type)> _unknown = [];
    private readonly NamingRation _ration = new(timeProvider, mayName);
    private readonly BackOff _backOff = new(timeProvider);
    private readonly MethodMap _methods = new();
    private readonly SourceLines _lines = new();
    private EventPipeStream? _stream;
    private LiveMethods? _live;
    private bool _isNamed;

    /// <summary>Gives every stack its <see cref="CallStack.Site"/> that can be named now; the others are tried again with the next call.</summary>
    public void Resolve(IReadOnlyList<AllocationSample> samples)
    {
        EnsureLive();
        long now = timeProvider.GetTimestamp();
        foreach (AllocationSample sample in samples)
        {
            if (sample.Stack.Site is null && _unknown.Count < MaxUnknown)
            {
                _unknown.TryAdd(sample.Stack, (now, sample.Type));
            }
        }

        ResolveKnown();
        if (!IsNamingWorthwhile() || !_ration.TryTake())
        {
            return;
        }

        _isNamed = TryName();
        if (ResolveKnown() == 0 && _isNamed)
        {
            // Nothing learnt: what is left is code that the runtime does not name.
            _unknown.Clear();
        }
    }

    public void Dispose() => _lines.Dispose();

    private bool IsNamingWorthwhile() =>
        _unknown.Count > 0
        && (!_isNamed || _stream is null || _unknown.Values.Any(unknown => timeProvider.GetElapsedTime(unknown.Since) > EventLateness));

    private bool TryName()
    {
        try
        {
            return NamingSession.Run(streams, _methods, NamingDeadline);
        }
        catch (Exception)
        {
            // The samples are worth keeping without names; the ration decides when it is tried again.
            return false;
        }
    }

    private void EnsureLive()
    {
        if (_stream is { IsFinished: true } || _live is { LeftOut: > 0 })
        {
            // What was compiled while nobody listened, or found no room, only a new rundown knows.
            _stream?.Dispose();
            _stream = null;
            _live = null;
            _isNamed = false;
            _backOff.Failed();
        }

        if (_stream is not null || !_backOff.IsDue)
        {
            return;
        }

        try
        {
            _live = _methods.CreateLive();
            _stream = streams.Open(RuntimeProvider.MethodSession(), _live, "AppFrag methods");
            _backOff.Succeeded();
        }
        catch (Exception)
        {
            // Without this session names come later, from rundowns alone; the session that samples says why if it fails too.
            _backOff.Failed();
        }
    }

    private int ResolveKnown()
    {
        int before = _unknown.Count;
        foreach ((CallStack stack, (_, string type)) in _unknown)
        {
            stack.Site = StackSite.Of(stack.Addresses, type, _methods, _lines);
            if (stack.Site is not null)
            {
                _unknown.Remove(stack);
            }
        }

        return before - _unknown.Count;
    }
}
