namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Which method an instruction address belongs to. What had been compiled before is filled by <see cref="NamingSession"/>,
/// each time anew; what is compiled from then on by <see cref="LiveMethods"/>. Resolving goes on meanwhile, from any thread.
/// </summary>
/// <param name="capacity">Most methods kept.</param>
internal sealed class MethodMap(int capacity = MethodMap.DefaultCapacity)
{
    /// <summary>Enough for large services; see benchmarks for the memory it takes.</summary>
    public const int DefaultCapacity = 50_000;

    private readonly MethodModules _modules = new();
    private MethodTable _code = new(new MethodModules());
    private LiveMethods? _live;
    private int _leftOut;

    /// <summary>Methods known.</summary>
    public int Count => Volatile.Read(ref _code).Count;

    /// <summary>Methods the last naming left out for want of capacity.</summary>
    public int LeftOut => Volatile.Read(ref _leftOut);

    /// <summary>A sink for a session with rundown, to be given to <see cref="Replace"/> when the session has ended.</summary>
    public MethodMapBuilder CreateBuilder() => new(capacity, _modules);

    /// <summary>A sink for a session that stays open, for methods compiled meanwhile. It replaces the one before.</summary>
    public LiveMethods CreateLive()
    {
        var live = new LiveMethods(new MethodMapBuilder(capacity, _modules));
        Volatile.Write(ref _live, live);
        return live;
    }

    /// <summary>Everything known so far gives way to what the builder gathered.</summary>
    public void Replace(MethodMapBuilder builder)
    {
        Volatile.Write(ref _leftOut, builder.LeftOut);
        Volatile.Write(ref _code, builder.Build());
        Volatile.Read(ref _live)?.ForgetMapsOfFrameworks();
    }

    /// <summary>Lets go of the readable names made so far, hundreds of objects; to be called when nothing is left to resolve.</summary>
    public void ForgetNames()
    {
        Volatile.Read(ref _code).ForgetNames();
        Volatile.Read(ref _live)?.ForgetNames();
    }

    /// <param name="returnAddress">As found in a stack: the instruction behind the call.</param>
    /// <param name="frame">The method, and the place in it.</param>
    /// <returns>Whether the method is known; one compiled after the last naming is not, unless <see cref="CreateLive"/>'s sink was told of it.</returns>
    public bool TryResolve(ulong returnAddress, out ResolvedFrame frame)
    {
        // The call itself may be the last instruction of its line, or of the method.
        MethodFrame? method = null;
        ILMap? map = null;
        uint offset = 0;
        if (Volatile.Read(ref _live)?.TryFind(returnAddress - 1, out method, out map, out offset) == true)
        {
            // A module loaded earlier is described by the first naming: until then nobody knows whose code it is.
            if (!method!.IsModuleDescribed)
            {
                frame = default;
                return false;
            }
        }
        else if (!Volatile.Read(ref _code).TryFind(returnAddress - 1, out method, out map, out offset))
        {
            frame = default;
            return false;
        }

        frame = map is { } places ? FrameAt(places, method!, offset) : new ResolvedFrame(method!, ILMap.Unknown);
        return true;
    }

    private static ResolvedFrame FrameAt(ILMap map, MethodFrame method, uint offset)
    {
        int il = map.Find(offset);
        return il == ILMap.Unknown
            ? new ResolvedFrame(method, il, map.FindAround(offset))
            : new ResolvedFrame(method, il, ILEnd: map.EndOf(il));
    }
}
