using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1002, AF1003, AF1005 and AF1006 report.</summary>
public sealed class RentalMisuseTests
{
    [Fact]
    public Task Twice_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        if (stream.Read(buffer, 0, n) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task TwiceByFinally_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            if (stream.Read(buffer, 0, n) == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return 0;
            }
        }
        finally
        {
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

    [Fact]
    public Task TwiceByCatch_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);
            stream.Flush();
        }
        catch
        {
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
            throw;
        }
        """);

    [Fact]
    public Task TwiceByLoop_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        for (var i = 0; i < n; i++)
        {
            stream.WriteByte({|AF1003:buffer|}[0]);
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        }

        {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task TwiceByAnotherName_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var same = buffer;
        ArrayPool<byte>.Shared.Return(buffer);
        {|AF1002:ArrayPool<byte>.Shared.Return(same)|};
        """);

    [Fact]
    public Task ParameterTwice_Reports() => PoolVerifier.Members("""
        public void Release(byte[] buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

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
    public Task ReturnedToTheCallerAndThePool_Reports() => PoolVerifier.Members("""
        public byte[] Read(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                stream.ReadExactly(buffer, 0, n);
                return {|AF1005:buffer|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public ReadOnlyMemory<byte> Slice(Stream stream, int n)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(n);
            stream.ReadExactly(owner.Memory.Span[..n]);
            return {|AF1005:owner.Memory[..n]|};
        }

        public Stream Wrap(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            var result = new MemoryStream(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);
            return {|AF1005:result|};
        }

        public (byte[], int) Pair(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return {|AF1005:(buffer, stream.Read(buffer, 0, n))|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task StaysInAField_Reports() => PoolVerifier.Members("""
        private byte[]? _last;

        public void Read(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            _last = buffer;
            {|AF1005:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

    [Fact]
    public Task OutParameter_Reports() => PoolVerifier.Members("""
        public void Read(Stream stream, int n, out byte[] result)
        {
            result = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(result, 0, n);
            {|AF1005:ArrayPool<byte>.Shared.Return(result)|};
        }
        """);

    [Fact]
    public Task OtherPool_Reports() => PoolVerifier.Members("""
        private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(1 << 24, 4);
        private static readonly ArrayPool<byte> Small = ArrayPool<byte>.Create(1 << 12, 64);

        public void Run(Stream stream, int n)
        {
            var buffer = Large.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            {|AF1006:ArrayPool<byte>.Shared.Return(buffer)|};

            var second = Large.Rent(n);
            stream.ReadExactly(second, 0, n);
            {|AF1006:Small.Return(second)|};
        }
        """);

    [Fact]
    public Task NotRented_Reports() => PoolVerifier.Body("""
        var buffer = n > 1024 ? ArrayPool<byte>.Shared.Rent(n) : new byte[n];
        stream.ReadExactly(buffer, 0, n);
        {|AF1006:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task Resized_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        Array.Resize(ref buffer, n * 2);
        {|AF1006:ArrayPool<byte>.Shared.Return(buffer)|};
        """);
}
