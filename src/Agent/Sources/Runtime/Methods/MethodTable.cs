using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Compiled methods by address. Ten thousands of them are kept for as long as the process lives, in a heap whose
/// collections the agent must not make dearer: so they are values in a few arrays. IL maps are kept of the application's
/// own methods only. Not thread-safe while it is added to.
/// </summary>
internal sealed class MethodTable(MethodModules modules)
{
    private const int MaxFrames = 2048;

    private readonly AddressTable<MethodCode> _code = new();
    private readonly NamePool _names = new();
    private readonly List<MethodModule> _modules = [];
    private readonly Dictionary<ulong, int> _moduleNumbers = [];
    private ILMaps _maps = new();

    // The stacks that are resolved together share most of their methods; making a readable name costs microseconds. Asked by several threads.
    private readonly Dictionary<MethodCode, MethodFrame> _frames = [];
    private readonly Lock _framesGate = new();

    public int Count => _code.Count;

    /// <param name="method">The method.</param>
    /// <param name="map">Number of its IL map, if that is known already; see <see cref="AddMap"/>.</param>
    /// <returns>Whether an IL map would be of use.</returns>
    public bool Add(in MethodLoadVerboseEvent method, int map = ILMaps.None)
    {
        int module = ModuleOf(method.ModuleId);
        bool mayBeUserCode = _modules[module].MayBeUserCode;
        if (map != ILMaps.None && !mayBeUserCode)
        {
            RemoveMap(map);
            map = ILMaps.None;
        }

        _code.Add(method.StartAddress, method.Size, new MethodCode(_names.Add(method.Namespace), _names.Add(method.Name), method.Token, module, map));
        return mayBeUserCode;
    }

    /// <summary>Keeps a map whose method is <see cref="Add"/>ed next.</summary>
    public int AddMap(in MethodILToNativeMapEvent map) => _maps.Add(in map);

    /// <summary>Forgets a map whose method is not added.</summary>
    public void RemoveMap(int map)
    {
        if (map != ILMaps.None)
        {
            _maps.Remove(map);
        }
    }

    /// <summary>Keeps the map of a method that was added before.</summary>
    public void SetMap(ulong startAddress, in MethodILToNativeMapEvent map)
    {
        if (_code.TryFind(startAddress, out MethodCode code, out uint offset) && offset == 0)
        {
            _code.Replace(startAddress, code with { Map = _maps.Add(in map) });
        }
    }

    /// <summary>Forgets the maps of all other modules, and of code whose memory was reused.</summary>
    public void KeepMapsOf(Func<MethodModule, bool> isWanted)
    {
        var kept = new ILMaps();
        _code.ReplaceAll(code => code.Map == ILMaps.None ? code
            : code with { Map = isWanted(_modules[code.Module]) ? kept.Add(_maps.Get(code.Map)) : ILMaps.None });
        _maps = kept;
    }

    /// <summary>Lets go of readable names, which are made again when they are asked for.</summary>
    public void ForgetNames()
    {
        lock (_framesGate)
        {
            _frames.Clear();
            _frames.TrimExcess();
        }
    }

    /// <param name="address">Of an instruction.</param>
    /// <param name="frame">The method.</param>
    /// <param name="map"><see langword="null"/> for precompiled code and for code that is not the application's.</param>
    /// <param name="offset">How far into the code the address lies.</param>
    public bool TryFind(ulong address, out MethodFrame? frame, out ILMap? map, out uint offset)
    {
        (frame, map) = (null, null);
        if (!_code.TryFind(address, out MethodCode code, out offset))
        {
            return false;
        }

        MethodModule module = _modules[code.Module];
        map = code.Map == ILMaps.None ? null : _maps.Get(code.Map);

        // A map's number changes when others are forgotten.
        MethodCode key = code with { Map = ILMaps.None };
        lock (_framesGate)
        {
            if (!_frames.TryGetValue(key, out frame))
            {
                frame = FrameOf(code, module);

                // What is not described yet may be so the next time.
                if (module.IsDescribed && _frames.Count < MaxFrames)
                {
                    _frames[key] = frame;
                }
            }
        }

        return true;
    }

    private MethodFrame FrameOf(MethodCode code, MethodModule module) => new()
    {
        FullName = WrittenName.Of(_names.Get(code.Type), _names.Get(code.Name)),
        ModulePath = module.Path,
        IsUserCode = module.IsUserCode,
        IsModuleDescribed = module.IsDescribed,
        MethodToken = code.Token,
    };

    private int ModuleOf(ulong id)
    {
        if (!_moduleNumbers.TryGetValue(id, out int number))
        {
            number = _modules.Count;
            _modules.Add(modules.Get(id));
            _moduleNumbers[id] = number;
        }

        return number;
    }
}
