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
    private const int MaxSites = 4096;
    private static readonly TimeSpan NamingDeadline = TimeSpan.FromSeconds(5);

    private readonly UnknownStacks _unknown = new(timeProvider);
    private readonly NamingRation _ration = new(timeProvider, mayName);
    private readonly BackOff _backOff = new(timeProvider);
    private readonly MethodMap _methods = new();
    private readonly SourceLines _lines = new();
    private readonly SharedSites _sites = new(MaxSites);
    private EventPipeStream? _stream;
    private LiveMethods? _live;
    private bool _isNamed;

    /// <summary>Gives every stack its <see cref="CallStack.Site"/> that can be named now; the others are tried again with the next call.</summary>
    public void Resolve(IReadOnlyList<AllocationSample> samples)
    {
        EnsureLive();
        _unknown.Add(samples);
        ResolveKnown();
        if (!IsNamingWorthwhile(samples) || !_ration.TryTake())
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

    private bool IsNamingWorthwhile(IReadOnlyList<AllocationSample> samples) =>
        _unknown.Count > 0 && (!_isNamed || _stream is null || _unknown.AreWorthNaming(samples, IsOwn));

    private bool IsOwn(CallStack stack)
    {
        foreach (ulong address in stack.Addresses)
        {
            if (_methods.TryResolve(address, out ResolvedFrame frame) && frame.Method.ModulePath is { } path && UserCode.IsOwnModule(path))
            {
                return true;
            }
        }

        return false;
    }

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
        int resolved = _unknown.Resolve((addresses, type) => StackSite.Of(addresses, type, _methods, _lines) is { } site ? _sites.Of(site) : null);
        if (resolved > 0 && _unknown.Count == 0)
        {
            _methods.ForgetNames();
        }

        return resolved;
    }
}
