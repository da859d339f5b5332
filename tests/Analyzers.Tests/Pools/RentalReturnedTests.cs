using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>Rentals that are returned, or handed on: every rule stays silent.</summary>
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
    public Task HandedToTheCaller_StaysSilent() => PoolVerifier.Members("""
        public byte[] Make(int n) => ArrayPool<byte>.Shared.Rent(n);

        public (byte[] Buffer, int Length) Read(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            return (buffer, stream.Read(buffer, 0, n));
        }

        public bool TryRead(Stream stream, int n, out byte[]? result)
        {
            result = ArrayPool<byte>.Shared.Rent(n);
            return stream.Read(result, 0, n) > 0;
        }

        public ReadOnlyMemory<byte> Slice(int n) => ArrayPool<byte>.Shared.Rent(n).AsMemory(0, n);
        """);

    [Fact]
    public Task Wrapped_StaysSilent() => PoolVerifier.Verify("""
        public sealed class Wrapper : IDisposable
        {
            private readonly byte[] _array;

            public Wrapper(byte[] array) => _array = array;

            public static Wrapper Make(int n)
            {
                var array = ArrayPool<byte>.Shared.Rent(n);
                array[0] = 1;
                return new Wrapper(array);
            }

            public static void Use(int n)
            {
                using var wrapper = new Wrapper(ArrayPool<byte>.Shared.Rent(n));
                wrapper._array[0] = 1;
            }

            public void Dispose() => ArrayPool<byte>.Shared.Return(_array);
        }
        """);

    [Fact]
    public Task Field_StaysSilent() => PoolVerifier.Members("""
        private byte[]? _buffer;
        private readonly Queue<byte[]> _queue = new();

        public void Start(int n) => _buffer = ArrayPool<byte>.Shared.Rent(n);

        public void Grow(int n)
        {
            var bigger = ArrayPool<byte>.Shared.Rent(n * 2);
            if (_buffer is not null)
            {
                _buffer.CopyTo(bigger, 0);
                ArrayPool<byte>.Shared.Return(_buffer);
            }

            _buffer = bigger;
        }

        public void Enqueue(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            buffer[0] = 1;
            _queue.Enqueue(buffer);
        }

        public void Stop()
        {
            if (_buffer is { } buffer)
            {
                _buffer = null;
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task GivenToAMethodThatMayKeepIt_StaysSilent() => PoolVerifier.Verify("""
        public interface ISink { Task Take(byte[] buffer, int count); }

        public class Subject
        {
            public async Task Run(ISink sink, Stream stream, int n)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(n);
                var read = stream.Read(buffer, 0, n);
                await sink.Take(buffer, read);
            }
        }
        """);

    [Fact]
    public Task GivenToAHelperThatKeepsIt_StaysSilent() => PoolVerifier.Members("""
        private byte[]? _last;

        public void Run(int n)
        {
            Keep(ArrayPool<byte>.Shared.Rent(n));
            Release(ArrayPool<byte>.Shared.Rent(n));
            Virtual(ArrayPool<byte>.Shared.Rent(n));
            var later = Later(ArrayPool<byte>.Shared.Rent(n));
            var enumerated = Each(ArrayPool<byte>.Shared.Rent(n));
        }

        protected virtual void Virtual(byte[] buffer) => buffer[0] = 1;

        private static Func<int> Later(byte[] buffer) => () => buffer[0];

        private static void Release(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);

        private static IEnumerable<int> Each(byte[] buffer)
        {
            yield return buffer[0];
        }

        private void Keep(byte[] buffer) => _last = buffer;
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
    public Task ReturnedInALocalFunction_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        CleanUp();

        void CleanUp() => ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task ReturnedInAContinuation_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        _ = stream.WriteAsync(buffer, 0, n, token).ContinueWith(_ => ArrayPool<byte>.Shared.Return(buffer), TaskScheduler.Default);
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
    public Task TestCode_MayLoseRentals() => PoolVerifier.Verify("""
        namespace Shop.Tests
        {
            public class Subject
            {
                public int Run(int n) => ArrayPool<int>.Shared.Rent(n)[0];
            }
        }
        """);
}
