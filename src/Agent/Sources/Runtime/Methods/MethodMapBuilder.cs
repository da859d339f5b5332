using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Gathers methods, their IL maps and their modules from a session with rundown. A session that also has the loader and
/// JIT keywords on contributes what is compiled meanwhile. Bounded by a number of methods; the last fifth of it is
/// kept for types that may be the application's.
/// </summary>
internal sealed class MethodMapBuilder(int capacity, MethodModules modules) : INetTraceSink
{
    private readonly MethodTable _code = new(modules);
    private readonly int _frameworkCapacity = capacity - (capacity / 5);

    // Threads that compile at once take turns in the stream; one that has ended leaves its entry behind.
    private const int MaxPending = 64;

    // The last map or method of each kind, waiting for its other half.
    private readonly Dictionary<long, PendingMethod> _loadedMethods = [];
    private PendingMap? _rundownMap;

    /// <summary>Methods left out because <c>capacity</c> was reached.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Methods gathered.</summary>
    public int Count => _code.Count;

    /// <summary>The result; the builder must not be fed any more.</summary>
    public MethodTable Build()
    {
        // The modules come last: what has not been described by now was lost.
        _code.KeepMapsOf(module => module.IsUserCode);
        return _code;
    }

    /// <summary>Forgets the IL maps of what has turned out not to be the application's. Not while an event is being taken.</summary>
    public void ForgetMapsOfFrameworks() => _code.KeepMapsOf(module => module.MayBeUserCode);

    /// <inheritdoc cref="MethodTable.ForgetNames"/>
    public void ForgetNames() => _code.ForgetNames();

    /// <summary>Looks into what has been gathered so far. Not while an event is being taken.</summary>
    public bool TryFind(ulong address, out MethodFrame? frame, out ILMap? map, out uint offset) => _code.TryFind(address, out frame, out map, out offset);

    public void OnHeader(in NetTraceHeader header)
    {
        // Every field of the events used here has the same width in all processes.
    }

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.IsRundown)
        {
            OnRundown(in e);
        }
        else if (e.Metadata.IsRuntime)
        {
            OnLoad(in e);
        }
    }

    /// <summary>In rundown the map stands before its method.</summary>
    private void OnRundown(in NetTraceEvent e)
    {
        switch (e.Metadata.EventId)
        {
            case MethodILToNativeMapEvent.RundownId when MethodILToNativeMapEvent.TryRead(e.Payload, out var map):
                _rundownMap = new PendingMap(e.ThreadId, map.MethodId, map.CodeVersion, _code.AddMap(in map));
                break;
            case MethodLoadVerboseEvent.RundownId when MethodLoadVerboseEvent.TryRead(e.Payload, e.Metadata.Version, out var method):
                Add(in method, _rundownMap is { } pending && pending.Matches(e.ThreadId, method.MethodId, method.CodeVersion) ? pending.Map : ILMaps.None);
                _rundownMap = null;
                break;
            case ModuleLoadEvent.RundownId when ModuleLoadEvent.TryRead(e.Payload, out var module):
                modules.Get(module.ModuleId).Describe(module.ILPath.ToString());
                break;
            default:
                break;
        }
    }

    /// <summary>While the session is on, the map stands behind its method.</summary>
    private void OnLoad(in NetTraceEvent e)
    {
        switch (e.Metadata.EventId)
        {
            case MethodLoadVerboseEvent.Id when MethodLoadVerboseEvent.TryRead(e.Payload, e.Metadata.Version, out var method):
                if (_loadedMethods.Count >= MaxPending)
                {
                    _loadedMethods.Clear();
                }

                if (Add(in method))
                {
                    _loadedMethods[e.ThreadId] = new PendingMethod(method.MethodId, method.CodeVersion, method.StartAddress);
                }

                break;
            case MethodILToNativeMapEvent.Id when MethodILToNativeMapEvent.TryRead(e.Payload, out var map):
                if (_loadedMethods.Remove(e.ThreadId, out var pending) && (pending.MethodId, pending.CodeVersion) == (map.MethodId, map.CodeVersion))
                {
                    _code.SetMap(pending.StartAddress, in map);
                }

                break;
            case ModuleLoadEvent.Id when ModuleLoadEvent.TryRead(e.Payload, out var module):
                modules.Get(module.ModuleId).Describe(module.ILPath.ToString());
                break;
            default:
                break;
        }
    }

    private bool Add(in MethodLoadVerboseEvent method, int map = ILMaps.None)
    {
        var room = UserCode.IsFrameworkType(method.Namespace) ? _frameworkCapacity : capacity;
        if (_code.Count >= room)
        {
            LeftOut++;
            _code.RemoveMap(map);
            return false;
        }

        return _code.Add(in method, map);
    }

    private readonly record struct PendingMap(long ThreadId, ulong MethodId, ulong CodeVersion, int Map)
    {
        public bool Matches(long threadId, ulong methodId, ulong codeVersion) =>
            (ThreadId, MethodId, CodeVersion) == (threadId, methodId, codeVersion);
    }

    private readonly record struct PendingMethod(ulong MethodId, ulong CodeVersion, ulong StartAddress);
}
