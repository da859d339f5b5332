using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1001 stays silent: somebody else has the buffer now and returns it.</summary>
[Trait("Rule", RuleIds.RentalNotReturned)]
public sealed class RentalHandedOnTests
{
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
}
