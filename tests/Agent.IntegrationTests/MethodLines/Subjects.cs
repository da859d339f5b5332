using System.Runtime.CompilerServices;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>
/// One method of each kind that C# compiles in its own way. Each allocates an array in a statement of one line that
/// reports that line itself, so that the expectation cannot drift from the code.
/// </summary>
internal sealed class Subjects(AllocationLog log)
{
    private const int ManyRounds = 1_000_000;
    private static readonly MemoryStream SharedStream = new();
    private readonly AllocationLog _log = log;

    public byte[] Property
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get
        {
            _log.Expect("Subjects.get_Property");
            return _log.Keep(new byte[_log.NextSize]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Plain()
    {
        _log.Expect("Subjects.Plain");
        _log.Keep(new byte[_log.NextSize]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void BeforeTheSession()
    {
        _log.Expect("Subjects.BeforeTheSession");
        _log.Keep(new byte[_log.NextSize]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void TieredUp()
    {
        _log.Expect("Subjects.TieredUp");
        _log.Keep(new byte[_log.NextSize]);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Optimized(int branch)
    {
        _log.Expect("Subjects.Optimized");
        if (branch % 2 == 0)
        {
            _log.Keep(new byte[_log.NextSize]);
        }
        else
        {
            _log.Keep(new byte[_log.NextSize]);
        }

        GC.KeepAlive(this);
    }

    /// <summary>One call whose loop runs long enough to be replaced by optimized code while it is on the stack.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void LongLoop()
    {
        for (var i = 0; i < ManyRounds; i++)
        {
            if (IsLate(i))
            {
                _log.Expect("Subjects.LongLoop");
                _log.Keep(new byte[_log.NextSize]);
            }
        }
    }

    public async Task AsyncLongLoop()
    {
        await Task.Yield();
        for (var i = 0; i < ManyRounds; i++)
        {
            if (IsLate(i))
            {
                _log.Expect("Subjects.AsyncLongLoop");
                _log.Keep(new byte[_log.NextSize]);
                await Task.CompletedTask;
            }
        }
    }

    public async Task AsyncBeforeAwait()
    {
        _log.Expect("Subjects.AsyncBeforeAwait");
        _log.Keep(new byte[_log.NextSize]);
        await Task.Yield();
    }

    public async Task AsyncAfterAwait()
    {
        await Task.Yield();
        _log.Expect("Subjects.AsyncAfterAwait");
        _log.Keep(new byte[_log.NextSize]);
    }

    public async Task<T> AsyncGeneric<T>(T value)
    {
        await Task.Yield();
        _log.Expect("Subjects.AsyncGeneric");
        _log.Keep(new byte[_log.NextSize]);
        return value;
    }

    public IEnumerable<int> Iterator()
    {
        yield return 1;
        _log.Expect("Subjects.Iterator");
        _log.Keep(new byte[_log.NextSize]);
        yield return 2;
    }

    public async IAsyncEnumerable<int> AsyncIterator()
    {
        yield return 1;
        await Task.Yield();
        _log.Expect("Subjects.AsyncIterator");
        _log.Keep(new byte[_log.NextSize]);
    }

    public void Lambda()
    {
        Run(() =>
        {
            _log.Expect("Subjects.Lambda");
            _log.Keep(new byte[_log.NextSize]);
        });
    }

    public Task AsyncLambda(int captured)
    {
        return RunAsync(async () =>
        {
            await Task.Yield();
            _log.Expect("Subjects.AsyncLambda");
            _log.Keep(new byte[_log.NextSize + (captured * 0)]);
        });
    }

    public void LocalFunction()
    {
        Allocate();

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Allocate()
        {
            _log.Expect("Subjects.LocalFunction");
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    public async Task AsyncLocalFunction()
    {
        await AllocateAsync();

        async Task AllocateAsync()
        {
            await Task.Yield();
            _log.Expect("Subjects.AsyncLocalFunction");
            _log.Keep(new byte[_log.NextSize]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void GenericMethod<T>(T value)
    {
        _log.Expect("Subjects.GenericMethod");
        _log.Keep(new byte[_log.NextSize]);
        GC.KeepAlive(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ThroughTheFramework()
    {
        _log.Expect("Subjects.ThroughTheFramework");
        _log.Keep(new MemoryStream(_log.NextSize));
    }

    /// <summary>The return address of the call belongs to the line after it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void CallAtTheEndOfItsLine()
    {
        _log.Expect("Subjects.CallAtTheEndOfItsLine");
        var size = _log.NextSizeForTheLineBelow();
        SharedStream.SetLength(size);
        SharedStream.SetLength(0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsLate(int round) => round >= ManyRounds - 2;

    private static void Run(Action action) => action();

    private static Task RunAsync(Func<Task> action) => action();

    internal sealed class Nested
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public Nested(AllocationLog log)
        {
            log.Expect("Subjects.Nested..ctor");
            Kept = log.Keep(new byte[log.NextSize]);
        }

        public byte[] Kept { get; }
    }

    internal sealed class Generic<T>(AllocationLog log)
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Method(T value)
        {
            log.Expect("Subjects.Generic`1.Method");
            log.Keep(new byte[log.NextSize]);
            GC.KeepAlive(value);
        }
    }
}
