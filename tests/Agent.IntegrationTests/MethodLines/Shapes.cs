using System.Linq.Expressions;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>Further kinds of methods, in the manner of <see cref="Subjects"/>: members of types, operators, blocks, code made at run time.</summary>
internal sealed class Shapes(AllocationLog log) : IShape
{
    private const MethodImplOptions Apart = MethodImplOptions.NoInlining;
    private readonly AllocationLog _log = log;

    // Code made at run time goes with its delegate, and nothing could name it afterwards.
    private readonly List<Delegate> _alive = [];

    public byte[] Setter
    {
        [MethodImpl(Apart)]
        set
        {
            _log.Expect("Shapes.set_Setter");
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    public byte[] this[string name]
    {
        [MethodImpl(Apart)]
        get
        {
            _log.Expect("Shapes.get_Item");
            return _log.Keep(new byte[_log.NextSize]);
        }
    }

    [MethodImpl(Apart)]
    public static byte[] operator +(Shapes left, int right)
    {
        left._log.Expect("Shapes.op_Addition");
        return left._log.Keep(new byte[left._log.NextSize]);
    }

    [MethodImpl(Apart)]
    public static explicit operator byte[](Shapes shapes)
    {
        shapes._log.Expect("Shapes.op_Explicit");
        return shapes._log.Keep(new byte[shapes._log.NextSize]);
    }

    [MethodImpl(Apart)]
    void IShape.Explicit()
    {
        _log.Expect("Shapes.AppFrag.Agent.IntegrationTests.MethodLines.IShape.Explicit");
        _log.Keep(new byte[_log.NextSize]);
    }

    [MethodImpl(Apart)]
    public byte[] ExpressionBodied() => _log.KeepFor("Shapes.ExpressionBodied", new byte[_log.NextSize]);

    [MethodImpl(Apart)]
    public void FinallyBlock()
    {
        try
        {
            _log.Expect("Shapes.FinallyBlock");
        }
        finally
        {
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    [MethodImpl(Apart)]
    public void CatchBlock()
    {
        try
        {
            _log.Expect("Shapes.CatchBlock");
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    /// <summary>A statement counts as the line it begins on.</summary>
    [MethodImpl(Apart)]
    public void OverSeveralLines()
    {
        _log.Expect("Shapes.OverSeveralLines");
        _log.KeepForThisStatement(
            0,
            new byte[_log.NextSize]);
    }

    [MethodImpl(Apart)]
    public void LengthInALocal()
    {
        _log.Expect("Shapes.LengthInALocal");
        var length = _log.NextSizeForTheLineBelow();
        var array = new byte[length];
        GC.KeepAlive(array);
    }

    [MethodImpl(Apart)]
    public void BehindAnotherAllocation()
    {
        _log.Expect("Shapes.BehindAnotherAllocation");
        var text = new string('x', _log.Expected.Count);
        var other = new int[_log.Expected.Count];
        var length = _log.NextSizeForTheLineBelow();
        var array = new byte[length];
        GC.KeepAlive(array);
        GC.KeepAlive(text);
        GC.KeepAlive(other);
    }

    [MethodImpl(Apart)]
    public void StaticLambda()
    {
        Run([MethodImpl(Apart)] static (log) =>
        {
            log.Expect("Shapes.StaticLambda");
            log.Keep(new byte[log.NextSize]);
        });
    }

    public void LambdaInALambda(int captured)
    {
        Run([MethodImpl(Apart)] (outer) => Run([MethodImpl(Apart)] (inner) =>
        {
            inner.Expect("Shapes.LambdaInALambda");
            inner.Keep(new byte[outer.NextSize + (captured * 0)]);
        }));
    }

    public void GenericLocalFunction()
    {
        Allocate("a");
        Allocate(1);

        [MethodImpl(Apart)]
        void Allocate<T>(T value)
        {
            _log.Expect("Shapes.GenericLocalFunction");
            _log.Keep(new byte[_log.NextSize]);
            GC.KeepAlive(value);
        }
    }

    public async ValueTask AsyncValueTask()
    {
        await Task.Delay(1).ConfigureAwait(false);
        _log.Expect("Shapes.AsyncValueTask");
        _log.Keep(new byte[_log.NextSize]);
    }

    public async Task AsyncFinally()
    {
        try
        {
            await Task.Yield();
        }
        finally
        {
            await Task.Yield();
            _log.Expect("Shapes.AsyncFinally");
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    public IEnumerable<int> IteratorFinally()
    {
        try
        {
            yield return 1;
        }
        finally
        {
            _log.Expect("Shapes.IteratorFinally");
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    /// <summary>Code made at run time has no line: the line that called it is named, and the code itself as what it called.</summary>
    [MethodImpl(Apart)]
    public void CallOfADynamicMethod()
    {
        var method = new DynamicMethod("MadeAtRunTime", typeof(byte[]), [typeof(int)]);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newarr, typeof(byte));
        il.Emit(OpCodes.Ret);
        var allocate = method.CreateDelegate<Func<int, byte[]>>();
        _alive.Add(allocate);
        _log.Expect("Shapes.CallOfADynamicMethod");
        _log.Keep(allocate(_log.NextSize));
    }

    [MethodImpl(Apart)]
    public void CallOfACompiledExpression()
    {
        ParameterExpression length = Expression.Parameter(typeof(int));
        Func<int, byte[]> allocate = Expression.Lambda<Func<int, byte[]>>(Expression.NewArrayBounds(typeof(byte), length), length).Compile();
        _alive.Add(allocate);
        _log.Expect("Shapes.CallOfACompiledExpression");
        _log.Keep(allocate(_log.NextSize));
    }

    private void Run(Action<AllocationLog> action) => action(_log);
}
