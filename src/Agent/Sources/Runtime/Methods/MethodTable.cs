using System.Collections.Concurrent;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Compiled methods by address. Ten thousands of them are kept for as long as the process lives, in a heap whose
/// collections the agent must not make dearer: so they are values in a few arrays, and only IL maps, of the
/// application's own methods, are objects. Not thread-safe while it is added to.
/// </summary>
internal sealed class MethodTable(MethodModules modules)
{
    private const int MaxFrames = 2048;

    private readonly AddressTable<MethodCode> _code = new();
    private readonly NamePool _names = new();
    private readonly List<MethodModule> _modules = [];
    private readonly Dictionary<ulong, int> _moduleNumbers = [];
    private readonly PagedList<ILMap?> _maps = new();

    // Samples ask for the same few methods again and again; making a readable name costs microseconds.
    private readonly ConcurrentDictionary<MethodCode, MethodFrame> _frames = new();

    public int Count => _code.Count;

    /// <param name="method">The method.</param>
    /// <param name="map">Its IL map, if that is known already.</param>
    /// <returns>For <see cref="SetMap"/>; <see cref="MethodCode.NoMap"/> when a map would be of no use.</returns>
    public int Add(in MethodLoadVerboseEvent method, ILMap? map)
    {
        int module = ModuleOf(method.ModuleId);
        int mapNumber = MethodCode.NoMap;
        if (_modules[module].MayBeUserCode)
        {
            mapNumber = _maps.Count;
            _maps.Add(map);
        }

        _code.Add(method.StartAddress, method.Size, new MethodCode(_names.Add(method.Namespace), _names.Add(method.Name), method.Token, module, mapNumber));
        return mapNumber;
    }

    public void SetMap(int number, ILMap map) => _maps[number] = map;

    /// <summary>Forgets the maps of what has turned out not to be the application's.</summary>
    public void ForgetMapsOfFrameworks()
    {
        foreach (MethodCode code in _code.Values())
        {
            if (code.Map != MethodCode.NoMap && !_modules[code.Module].IsUserCode)
            {
                _maps[code.Map] = null;
            }
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
        map = code.Map == MethodCode.NoMap ? null : _maps[code.Map];
        if (!_frames.TryGetValue(code, out frame))
        {
            frame = FrameOf(code, module);

            // What is not described yet may be so the next time.
            if (module.IsDescribed && _frames.Count < MaxFrames)
            {
                _frames[code] = frame;
            }
        }

        return true;
    }

    private MethodFrame FrameOf(MethodCode code, MethodModule module) => new()
    {
        FullName = WrittenName.Of(_names.Get(code.Type).ToString(), _names.Get(code.Name).ToString()),
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
