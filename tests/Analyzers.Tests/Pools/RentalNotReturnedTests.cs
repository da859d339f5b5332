using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1001: rentals that are lost.</summary>
[Trait("Rule", RuleIds.RentalNotReturned)]
public sealed class RentalNotReturnedTests
{
    [Fact]
    public Task NeverReturned_Reports() => PoolVerifier.Body("""
        var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
        int read;
        while ((read = await stream.ReadAsync(buffer, 0, buffer.Length, token)) != 0)
        {
            await stream.WriteAsync(buffer, 0, read, token);
        }
        """);

    [Fact]
    public Task LostOnAnEarlyReturn_Reports() => PoolVerifier.Body("""
        var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
        await stream.ReadExactlyAsync(buffer.AsMemory(0, n), token);
        if (buffer[0] == 0)
        {
            return -1;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task HandedOutOnOnePathOnly_Reports() => PoolVerifier.Members("""
        public async Task<(int, byte[]?)> Read(Stream stream, int n)
        {
            byte[] buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            await stream.ReadExactlyAsync(buffer.AsMemory(..n));
            if (!Test())
            {
                return (-1, null);
            }

            return (n, buffer);
        }
        """);

    [Fact]
    public Task ContinueSkipsTheReturn_Reports() => PoolVerifier.Body("""
        for (var i = 0; i < 10; i++)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            if (stream.Read(buffer, 0, n) == 0)
            {
                continue;
            }

            Look(buffer.AsSpan(0, n));
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task LoopWithoutEnd_Reports() => PoolVerifier.Body("""
        while (true)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            await stream.ReadExactlyAsync(buffer.AsMemory(0, n), token);
        }
        """);

    [Fact]
    public Task Overwritten_Reports() => PoolVerifier.Body("""
        var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
        stream.ReadExactly(buffer, 0, n);
        buffer = ArrayPool<byte>.Shared.Rent(n * 2);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task SetToNull_Reports() => PoolVerifier.Body("""
        byte[]? buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
        stream.ReadExactly(buffer, 0, n);
        buffer = null;
        """);

    [Fact]
    public Task ReturnedOnlyWhenCaughtAndWrapped_Reports() => PoolVerifier.Members("""
        public async Task<Stream> Serialize(Stream source, int n)
        {
            byte[] buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            try
            {
                await source.ReadExactlyAsync(buffer.AsMemory(0, n));
                return new MemoryStream(buffer, 0, n, writable: false, publiclyVisible: false);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }
        }
        """);

    [Fact]
    public Task SpanOfARentalThatNobodyKept_Reports() => PoolVerifier.Members("""
        public int Run(Stream stream, int n)
        {
            Span<byte> buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            return stream.Read(buffer);
        }
        """);

    [Fact]
    public Task OwnerNotDisposed_Reports() => PoolVerifier.Body("""
        var owner = {|AF1001:MemoryPool<byte>.Shared.Rent(n)|};
        await stream.ReadExactlyAsync(owner.Memory.Slice(0, n), token);
        """);

    [Fact]
    public Task InALambda_Reports() => PoolVerifier.Members("""
        public Func<int, int> Make() => n =>
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            return buffer[0];
        };
        """);

    [Fact]
    public Task InALocalFunction_Reports() => PoolVerifier.Members("""
        public int Run(int n)
        {
            return Inner();

            int Inner()
            {
                var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
                return buffer[0];
            }
        }
        """);

    [Fact]
    public Task InASwitch_Reports() => PoolVerifier.Body("""
        var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
        switch (stream.Read(buffer, 0, n))
        {
            case 0:
                return 0;
            default:
                ArrayPool<byte>.Shared.Return(buffer);
                break;
        }
        """);

    [Fact]
    public Task OwnPool_Reports() => PoolVerifier.Members("""
        private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(1 << 20, 4);

        public int Run(Stream stream, int n)
        {
            var buffer = {|AF1001:Pool.Rent(n)|};
            return stream.Read(buffer, 0, n);
        }
        """);

    [Fact]
    public Task GivenToAHelperThatOnlyLooks_Reports() => PoolVerifier.Members("""
        public int Run(Stream stream, int n)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            return ReadInto(stream, buffer, n) + this.First(buffer);
        }

        private static int ReadInto(Stream stream, byte[] buffer, int count)
        {
            ArgumentNullException.ThrowIfNull(buffer);
            return stream.Read(buffer, 0, count) + buffer.Length;
        }

        private int First(byte[] buffer) => buffer[0];
        """);

    [Fact]
    public Task GrownAndForgottenWhenOther_Reports() => PoolVerifier.Members("""
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
    public async Task Message_NamesTheExits()
    {
        var messages = await PoolVerifier.MessagesAsync("""
            public class Subject
            {
                public int Run(Stream stream, int n)
                {
                    var buffer = ArrayPool<byte>.Shared.Rent(n);
                    if (stream.Read(buffer, 0, n) == 0)
                    {
                        return 0;
                    }

                    ArrayPool<byte>.Shared.Return(buffer);
                    return n;
                }
            }
            """);
        Assert.Equal(["AF1001 'buffer' is rented here and not returned where control leaves at line 8; return it to the pool on that path, too"], messages);
    }
}
