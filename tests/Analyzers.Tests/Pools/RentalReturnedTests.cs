using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1001 stays silent: every path returns what it rented.</summary>
[Trait("Rule", RuleIds.RentalNotReturned)]
public sealed class RentalReturnedTests
{
    [Fact]
    public Task Finally_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            if (await stream.ReadAsync(buffer.AsMemory(0, n), token) == 0)
            {
                return 0;
            }

            Look(buffer.AsSpan(0, n));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task StackOrRental_StaysSilent() => PoolVerifier.Members("""
        public int Run(Stream stream, int n)
        {
            byte[]? rented = null;
            Span<byte> buffer = n <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(n));
            var read = stream.Read(buffer.Slice(0, n));
            if (rented != null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }

            return read;
        }
        """);

    [Fact]
    public Task StackOrRentalAskedAgain_StaysSilent() => PoolVerifier.Members("""
        public int Run(Stream stream, int n)
        {
            var rented = n > 256 ? ArrayPool<byte>.Shared.Rent(n) : null;
            var read = stream.Read(rented is null ? new byte[n] : rented, 0, n);
            if (rented is { } array)
            {
                ArrayPool<byte>.Shared.Return(array);
            }

            return read;
        }
        """);

    [Fact]
    public Task SameConditionTwice_StaysSilent() => PoolVerifier.Body("""
        byte[] buffer = Array.Empty<byte>();
        if (n > 1024)
        {
            buffer = ArrayPool<byte>.Shared.Rent(n);
        }

        stream.Read(buffer, 0, n);
        if (n <= 1024)
        {
            return 0;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task Flag_StaysSilent() => PoolVerifier.Body("""
        byte[] buffer;
        bool pooled;
        if (stream.CanSeek)
        {
            buffer = ArrayPool<byte>.Shared.Rent(n);
            pooled = true;
        }
        else
        {
            buffer = new byte[n];
            pooled = false;
        }

        stream.ReadExactly(buffer, 0, n);
        if (pooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task FlagFromACondition_StaysSilent() => PoolVerifier.Body("""
        var pooled = n > 1024;
        var buffer = pooled ? ArrayPool<byte>.Shared.Rent(n) : new byte[n];
        stream.ReadExactly(buffer, 0, n);
        if (pooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task NullConditionalReturn_StaysSilent() => PoolVerifier.Body("""
        byte[]? rented = null;
        if (flag)
        {
            rented = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(rented, 0, n);
        }

        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        """);

    [Fact]
    public Task CoalescingRent_StaysSilent() => PoolVerifier.Body("""
        byte[]? rented = null;
        for (var i = 0; i < 3; i++)
        {
            rented ??= ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(rented, 0, n);
        }

        if (rented != null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        """);

    [Fact]
    public Task Grow_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var used = 0;
        while (true)
        {
            if (used == buffer.Length)
            {
                var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                Buffer.BlockCopy(buffer, 0, bigger, 0, used);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = bigger;
            }

            var read = await stream.ReadAsync(buffer.AsMemory(used, buffer.Length - used), token);
            if (read == 0)
            {
                break;
            }

            used += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task GrowKeepingTheOld_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        while (stream.Read(buffer, 0, n) == n)
        {
            var old = buffer;
            buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2);
            old.CopyTo(buffer, 0);
            ArrayPool<byte>.Shared.Return(old);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task Swap_StaysSilent() => PoolVerifier.Body("""
        var a = ArrayPool<byte>.Shared.Rent(n);
        var b = ArrayPool<byte>.Shared.Rent(n);
        for (var i = 0; i < 4; i++)
        {
            stream.ReadExactly(a, 0, n);
            (a, b) = (b, a);
        }

        ArrayPool<byte>.Shared.Return(a);
        ArrayPool<byte>.Shared.Return(b);
        """);

    [Fact]
    public Task RentAndReturnPerIteration_StaysSilent() => PoolVerifier.Body("""
        for (var i = 0; i < n; i++)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                if (i == 3)
                {
                    continue;
                }

                stream.ReadExactly(buffer, 0, n);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task Owner_StaysSilent() => PoolVerifier.Body("""
        using var owner = MemoryPool<byte>.Shared.Rent(n);
        await stream.ReadExactlyAsync(owner.Memory[..n], token);
        IMemoryOwner<byte>? second = flag ? MemoryPool<byte>.Shared.Rent(n) : null;
        try
        {
            Look(owner.Memory.Span[..n]);
        }
        finally
        {
            second?.Dispose();
        }
        """);

    [Fact]
    public Task AbandonedWhenCaught_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            await stream.ReadExactlyAsync(buffer.AsMemory(0, n), token);
        }
        catch (IOException)
        {
            return -1;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task Throw_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        if (stream.Read(buffer, 0, n) == 0)
        {
            throw new InvalidOperationException();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task StateMachine_StaysSilent() => PoolVerifier.Body("""
        byte[]? header = null;
        var phase = 0;
        while (stream.Position < stream.Length)
        {
            if (phase == 0)
            {
                header = ArrayPool<byte>.Shared.Rent(n);
                stream.ReadExactly(header, 0, n);
                phase = 1;
                continue;
            }

            stream.ReadByte();
        }

        if (header != null)
        {
            ArrayPool<byte>.Shared.Return(header);
        }
        """);

    [Fact]
    public Task SegmentArray_StaysSilent() => PoolVerifier.Members("""
        public void Run(Stream stream, int n)
        {
            var segment = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(n), 0, n);
            stream.ReadExactly(segment.Array!, segment.Offset, segment.Count);
            ArrayPool<byte>.Shared.Return(segment.Array!);
        }
        """);

    [Fact]
    public Task TestCode_StaysSilent() => PoolVerifier.Verify("""
        namespace Shop.Tests
        {
            public class Subject
            {
                public int Run(int n) => ArrayPool<int>.Shared.Rent(n)[0];
            }
        }
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
}
