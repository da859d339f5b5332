using System.Runtime.CompilerServices;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

internal interface IShape
{
    void Explicit();

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Default(AllocationLog log)
    {
        log.Expect("IShape.Default");
        log.Keep(new byte[log.NextSize]);
    }
}

internal abstract class GenericShape
{
    public abstract void Method<T>(T value);
}

internal sealed class GenericVirtualShape(AllocationLog log) : GenericShape
{
    private readonly AllocationLog _log = log;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override void Method<T>(T value)
    {
        _log.Expect("GenericVirtualShape.Method");
        _log.Keep(new byte[_log.NextSize]);
        GC.KeepAlive(value);
    }
}

internal sealed record RecordShape(AllocationLog Log)
{
    public byte[] Initialized { get; } = Log.KeepFor("RecordShape..ctor", new byte[Log.NextSize]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override string ToString()
    {
        Log.Expect("RecordShape.ToString");
        Log.Keep(new byte[Log.NextSize]);
        return string.Empty;
    }
}

internal readonly struct StructShape(AllocationLog log)
{
    private readonly AllocationLog _log = log;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Method()
    {
        _log.Expect("StructShape.Method");
        _log.Keep(new byte[_log.NextSize]);
    }
}

internal static class StaticConstructorShape
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1810", Justification = "The static constructor is what is tested.")]
    static StaticConstructorShape()
    {
        Log.Expect("StaticConstructorShape..cctor");
        Kept = Log.Keep(new byte[Log.NextSize]);
    }

    public static byte[] Kept { get; }

    private static AllocationLog Log => StaticShapes.Log;
}

internal static class StaticInitializerShape
{
    public static readonly byte[] Kept = StaticShapes.Log.KeepFor("StaticInitializerShape..cctor", new byte[StaticShapes.Log.NextSize]);
}

internal static class StaticShapes
{
    [ThreadStatic]
    private static AllocationLog? _log;

    /// <summary>What the static members write to; set by the test's thread before it touches them.</summary>
    public static AllocationLog Log
    {
        get => _log ?? throw new InvalidOperationException("no log");
        set => _log = value;
    }

    extension(AllocationLog log)
    {
        public byte[] Extended
        {
            [MethodImpl(MethodImplOptions.NoInlining)]
            get
            {
                log.Expect("StaticShapes.get_Extended");
                return log.Keep(new byte[log.NextSize]);
            }
        }
    }
}
