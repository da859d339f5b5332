using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>What looks like a double return, a use after the return, an escape or a wrong pool, and is none.</summary>
public sealed class RentalUsedWellTests
{
    [Fact]
    public Task TasksAwaitedTogether_StaySilent() => PoolVerifier.Body("""
        var first = ArrayPool<byte>.Shared.Rent(n);
        var second = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            var one = stream.ReadAtLeastAsync(first.AsMemory(0, n), n, false, token).AsTask();
            var other = stream.ReadAtLeastAsync(second.AsMemory(0, n), n, false, token).AsTask();
            await Task.WhenAll(one, other);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            ArrayPool<byte>.Shared.Return(second);
        }
        """);

    [Fact]
    public Task ReadsOfTwoOwnersAwaitedTogether_StaySilent() => PoolVerifier.Body("""
        using var first = MemoryPool<byte>.Shared.Rent(4096);
        using var second = MemoryPool<byte>.Shared.Rent(4096);
        var one = stream.ReadAsync(first.Memory, token).AsTask();
        var other = stream.ReadAsync(second.Memory, token).AsTask();
        await Task.WhenAll(one, other);
        """);

    [Fact]
    public Task TasksAwaitedAsACollection_StaySilent() => PoolVerifier.Body("""
        var first = ArrayPool<byte>.Shared.Rent(n);
        var one = stream.ReadAsync(first, 0, n, token);
        var other = Task.Delay(n, token);
        await Task.WhenAll([one, other]);
        ArrayPool<byte>.Shared.Return(first);
        """);

    [Fact]
    public Task OnlyOneOfTwoTasksIsAwaited_IsReported() => PoolVerifier.Body("""
        var first = ArrayPool<byte>.Shared.Rent(n);
        var second = ArrayPool<byte>.Shared.Rent(n);
        var one = stream.ReadAsync(first, 0, n, token);
        var other = {|AF1003:stream.ReadAsync(second, 0, n, token)|};
        await Task.WhenAll(one);
        ArrayPool<byte>.Shared.Return(first);
        ArrayPool<byte>.Shared.Return(second);
        """);

    [Fact]
    public Task GrownOnlyWhenFull_StaysSilent() => PoolVerifier.Members("""
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
        private int _used;

        public void MakeRoom()
        {
            var target = _used == _buffer.Length ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
            Buffer.BlockCopy(_buffer, 0, target, 0, _used);
            if (target != _buffer)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = target;
            }
        }
        """);

    [Fact]
    public Task GrownAndForgottenWhenOther_IsReported() => PoolVerifier.Members("""
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
        private int _used;

        public void MakeRoom()
        {
            var target = _used == _buffer.Length ? {|AF1001:ArrayPool<byte>.Shared.Rent(_buffer.Length * 2)|} : _buffer;
            Buffer.BlockCopy(_buffer, 0, target, 0, _used);
            if (target == _buffer)
            {
                _used = 0;
            }
        }
        """);

    [Fact]
    public Task EitherReturn_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        if (stream.Read(buffer, 0, n) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return 0;
        }

        Look(buffer.AsSpan(0, n));
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task ForgottenAfterReturn_StaysSilent() => PoolVerifier.Body("""
        byte[]? buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            if (stream.Read(buffer, 0, n) == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = null;
                return 0;
            }
        }
        finally
        {
            if (buffer != null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task CatchOrNormalEnd_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
        }
        catch (IOException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task DoneFlag_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var done = false;
        while (!done)
        {
            var read = stream.Read(buffer, 0, n);
            if (read == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                done = true;
            }
        }
        """);

    [Fact]
    public Task RentedAgain_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = ArrayPool<byte>.Shared.Rent(n * 2);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task ElementsOfACollection_StaySilent() => PoolVerifier.Members("""
        private readonly List<byte[]> _all = new();
        private byte[] _field = new byte[1];

        public void Clear()
        {
            foreach (var buffer in _all)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            for (var i = 0; i < _all.Count; i++)
            {
                ArrayPool<byte>.Shared.Return(_all[i]);
            }
        }

        public void Replace(int n)
        {
            ArrayPool<byte>.Shared.Return(_field);
            Renew(n);
            _field[0] = 1;
            ArrayPool<byte>.Shared.Return(_field);
        }

        private void Renew(int n) => _field = ArrayPool<byte>.Shared.Rent(n);
        """);

    [Fact]
    public Task LengthAfterReturn_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var length = buffer.Length;
        ArrayPool<byte>.Shared.Return(buffer);
        n = buffer.Length - length;
        """);

    [Fact]
    public Task AwaitedLater_StaysSilent() => PoolVerifier.Body("""
        var a = ArrayPool<byte>.Shared.Rent(n);
        var b = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            var first = stream.ReadAsync(a.AsMemory(0, n), token).AsTask();
            var second = stream.ReadAsync(b.AsMemory(0, n), token).AsTask();
            await Task.WhenAll(first, second).ConfigureAwait(false);
            Look(a.AsSpan(0, await first));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(a);
            ArrayPool<byte>.Shared.Return(b);
        }
        """);

    [Fact]
    public Task WaitedFor_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.WriteAsync(buffer, 0, n, token).Wait(token);
        stream.WriteAsync(buffer, 0, n, token).GetAwaiter().GetResult();
        var task = stream.ReadAsync(buffer, 0, n, token);
        n = task.Result;
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task CollectedTasks_StaySilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var tasks = new List<Task>();
        for (var i = 0; i < 3; i++)
        {
            tasks.Add(stream.WriteAsync(buffer, 0, n, token));
        }

        await Task.WhenAll(tasks);
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task AwaitedLambda_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var read = await Task.Run(() => stream.Read(buffer, 0, n), token);
        Parallel.For(0, read, i => buffer[i]++);
        var text = string.Create(read, buffer, (chars, bytes) => chars[0] = (char)bytes[0]);
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task SpanArgumentOfAnAsyncMethod_StaysSilent() => PoolVerifier.Members("""
        public void Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            var task = Start(buffer.AsSpan(0, n));
            ArrayPool<byte>.Shared.Return(buffer);
            task.Wait();
        }

        private static Task Start(Span<byte> header) => Task.CompletedTask;
        """);

    [Fact]
    public Task CopiesToTheCaller_StaySilent() => PoolVerifier.Members("""
        public byte[] Copy(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                stream.ReadExactly(buffer, 0, n);
                return buffer.AsSpan(0, n).ToArray();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public string Text(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return Encoding.UTF8.GetString(buffer, 0, stream.Read(buffer, 0, n));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public int First(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return buffer[0];
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public MemoryStream Stream(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            var result = new MemoryStream();
            result.Write(buffer, 0, stream.Read(buffer, 0, n));
            ArrayPool<byte>.Shared.Return(buffer);
            return result;
        }
        """);

    [Fact]
    public Task FieldThatIsReset_StaysSilent() => PoolVerifier.Members("""
        private byte[]? _current;

        public void Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            _current = buffer;
            Work(stream);
            _current = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }

        private void Work(Stream stream) => stream.ReadExactly(_current!, 0, 1);
        """);

    [Fact]
    public Task SamePoolByAnotherName_StaysSilent() => PoolVerifier.Members("""
        private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Shared;
        private readonly ArrayPool<byte> _pool;

        public Subject(ArrayPool<byte> pool) => _pool = pool;

        public void Run(Stream stream, int n, ArrayPool<byte> pool)
        {
            var buffer = Pool.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);

            var local = ArrayPool<byte>.Shared;
            buffer = local.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            Pool.Return(buffer);

            buffer = _pool.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            pool.Return(buffer);
        }
        """);

    [Fact]
    public Task EmptyIsNotReturned_StaysSilent() => PoolVerifier.Body("""
        var buffer = n == 0 ? Array.Empty<byte>() : ArrayPool<byte>.Shared.Rent(n);
        n = stream.Read(buffer, 0, n);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task UsingOwnerDisposedEarly_StaysSilent() => PoolVerifier.Body("""
        using var owner = MemoryPool<byte>.Shared.Rent(n);
        await stream.ReadExactlyAsync(owner.Memory[..n], token);
        owner.Dispose();
        """);
}
