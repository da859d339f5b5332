using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1003: used after the return, also by an operation that nobody awaited.</summary>
[Trait("Rule", RuleIds.RentalUsedAfterReturn)]
public sealed class RentalUsedAfterReturnTests
{
    [Fact]
    public Task UsedAfter_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var view = buffer.AsMemory(0, n);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        n += {|AF1003:buffer|}[0];
        stream.Write({|AF1003:buffer|}, 0, n);
        await stream.WriteAsync({|AF1003:view|}, token);
        {|AF1003:buffer|}[1] = 0;
        """);

    [Fact]
    public Task FieldUsedAfter_Reports() => PoolVerifier.Members("""
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(100);

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            {|AF1003:_buffer|}[0] = 1;
        }
        """);

    [Fact]
    public Task UsedByALambdaAfter_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        await Task.Run({|AF1003:() => stream.Write(buffer, 0, n)|}, token);
        """);

    [Fact]
    public Task UsedByALocalFunctionAfter_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        {|AF1003:Write()|};

        void Write() => stream.Write(buffer, 0, n);
        """);

    [Fact]
    public Task OwnerUsedAfter_Reports() => PoolVerifier.Body("""
        var owner = MemoryPool<byte>.Shared.Rent(n);
        var memory = owner.Memory[..n];
        owner.Dispose();
        await stream.ReadExactlyAsync({|AF1003:memory|}, token);
        await stream.ReadExactlyAsync({|AF1003:owner|}.Memory[..n], token);
        """);

    [Fact]
    public Task NotAwaited_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        _ = {|AF1003:stream.WriteAsync(buffer, 0, n, token)|};
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task ReturnedTaskInAFinally_Reports() => PoolVerifier.Members("""
        public Task Write(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return {|AF1003:stream.WriteAsync(buffer, 0, n)|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task BackgroundLambda_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        _ = {|AF1003:Task.Run(() => stream.Write(buffer, 0, n), token)|};
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task AwaitedTooLate_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var pending = {|AF1003:stream.ReadAsync(buffer.AsMemory(0, n), token)|}.AsTask();
        ArrayPool<byte>.Shared.Return(buffer);
        n = await pending;
        """);

    [Fact]
    public Task OnlyOneOfTwoTasksIsAwaited_Reports() => PoolVerifier.Body("""
        var first = ArrayPool<byte>.Shared.Rent(n);
        var second = ArrayPool<byte>.Shared.Rent(n);
        var one = stream.ReadAsync(first, 0, n, token);
        var other = {|AF1003:stream.ReadAsync(second, 0, n, token)|};
        await Task.WhenAll(one);
        ArrayPool<byte>.Shared.Return(first);
        ArrayPool<byte>.Shared.Return(second);
        """);

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

    [Theory]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); ArrayPool<byte>.Shared.Return(b); b = new byte[n]; b[0] = 1; stream.Write(b, 0, n);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); ArrayPool<byte>.Shared.Return(b); n += nameof(b).Length; if (b is null) { n = 0; }")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); Action fill = () => b[0] = 1; fill(); ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); _ = stream.WriteAsync(b.AsSpan(0, n).ToArray(), token); ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); var pending = Task.Delay(n, token); ArrayPool<byte>.Shared.Return(b); await pending;")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); var task = stream.ReadAsync(b, 0, n, token); Task.WaitAll(task); ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); var task = stream.ReadAsync(b.AsMemory(0, n), token); if (!task.IsCompletedSuccessfully) { await task.ConfigureAwait(false); } else { n = task.Result; } ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); ValueTask task; try { task = stream.WriteAsync(b.AsMemory(0, n), token); await task; } finally { ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("for (var i = 0; i < n; i++) { var b = ArrayPool<byte>.Shared.Rent(n); stream.ReadExactly(b, 0, n); ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); var copy = b.AsSpan(0, n).ToArray(); ArrayPool<byte>.Shared.Return(b); stream.Write(copy);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); n = stream.Read(b, 0, n); var first = b[0]; ArrayPool<byte>.Shared.Return(b); n += first;")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); await using (var target = new BufferedStream(stream)) { target.Write(b, 0, n); } ArrayPool<byte>.Shared.Return(b);")]
    public Task UseThatIsOver_StaysSilent(string body) => PoolVerifier.Body(body);
}
