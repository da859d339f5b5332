using Fix = AppFrag.Analyzers.Tests.Verification.PoolFixVerifier<AppFrag.Analyzers.Rules.PoolUsageRule, AppFrag.Analyzers.Pools.MissingReturnFixProvider>;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>What the fix of AF1001 writes, and when there is none.</summary>
public sealed class MissingReturnFixTests
{
    [Fact]
    public Task NeverReturned_IsReturnedAtTheEnd() => Fix.Fixes(
        """
        public async Task<int> Copy(Stream source, Stream target, int n)
        {
            // One buffer for all of it.
            var array = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            var total = 0;
            int read;
            while ((read = await source.ReadAsync(array, 0, array.Length).ConfigureAwait(false)) != 0)
            {
                await target.WriteAsync(array, 0, Convert.ToInt32(read)).ConfigureAwait(false);
                total += read;
            }

            return total; // done
        }
        """,
        """
        public async Task<int> Copy(Stream source, Stream target, int n)
        {
            // One buffer for all of it.
            var array = ArrayPool<byte>.Shared.Rent(n);
            var total = 0;
            int read;
            while ((read = await source.ReadAsync(array, 0, array.Length).ConfigureAwait(false)) != 0)
            {
                await target.WriteAsync(array, 0, Convert.ToInt32(read)).ConfigureAwait(false);
                total += read;
            }

            ArrayPool<byte>.Shared.Return(array);
            return total; // done
        }
        """);

    [Fact]
    public Task EarlyExits_GetTheReturnTheyLack() => Fix.Fixes(
        """
        public int Run(Stream stream, int n)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            if (stream.Read(buffer, 0, n) == 0)
                return -1;

            switch (buffer[0])
            {
                case 0:
                    return buffer[1];
                default:
                    break;
            }

            ArrayPool<byte>.Shared.Return(buffer);
            return n;
        }
        """,
        """
        public int Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            if (stream.Read(buffer, 0, n) == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return -1;
            }

            switch (buffer[0])
            {
                case 0:
                    var result = buffer[1];
                    ArrayPool<byte>.Shared.Return(buffer);
                    return result;
                default:
                    break;
            }

            ArrayPool<byte>.Shared.Return(buffer);
            return n;
        }
        """);

    [Fact]
    public Task Loop_ReturnsBeforeTheNextRound() => Fix.Fixes(
        """
        public void Run(Stream stream, int n)
        {
            while (stream.Position < stream.Length)
            {
                var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
                if (stream.Read(buffer, 0, n) < n)
                {
                    break;
                }

                Look(buffer.AsSpan(0, n));
            }
        }
        """,
        """
        public void Run(Stream stream, int n)
        {
            while (stream.Position < stream.Length)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(n);
                if (stream.Read(buffer, 0, n) < n)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    break;
                }

                Look(buffer.AsSpan(0, n));
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task TwoRentals_AreBothReturned() => Fix.Fixes(
        """
        private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(1 << 20, 4);

        public int Run(Stream stream, int n)
        {
            var first = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            var second = {|AF1001:Pool.Rent(n)|};
            return stream.Read(first, 0, n) + stream.Read(second, 0, n);
        }
        """,
        """
        private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(1 << 20, 4);

        public int Run(Stream stream, int n)
        {
            var first = ArrayPool<byte>.Shared.Rent(n);
            var second = Pool.Rent(n);
            var result = stream.Read(first, 0, n) + stream.Read(second, 0, n);
            ArrayPool<byte>.Shared.Return(first);
            Pool.Return(second);
            return result;
        }
        """,
        iterations: 2);

    [Fact]
    public Task InALambda_IsReturned() => Fix.Fixes(
        """
        public Func<Stream, int> Make(int n) => stream =>
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            return stream.Read(buffer, 0, n);
        };
        """,
        """
        public Func<Stream, int> Make(int n) => stream =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            var result = stream.Read(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);
            return result;
        };
        """);

    [Theory]
    [InlineData("var view = buffer.AsMemory(0, n); stream.Read(view.Span);")]
    [InlineData("Func<int> first = () => buffer[0]; first();")]
    [InlineData("var task = stream.ReadAsync(buffer, 0, n); task.Wait();")]
    [InlineData("using var memory = new MemoryStream(buffer, 0, n);")]
    [InlineData("var other = buffer; stream.Read(other, 0, n);")]
    [InlineData("ref var first = ref buffer[0]; first = 1;")]
    [InlineData("var segment = new ArraySegment<byte>(buffer, 0, n);")]
    public Task UseThatMayOutliveIt_HasNoFix(string use) => Fix.OffersNothing($$"""
        public void Run(Stream stream, int n)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            {{use}}
        }
        """);

    [Fact]
    public Task NotInALocalOfItsOwn_HasNoFix() => Fix.OffersNothing("""
        public int Run(Stream stream, int n)
        {
            byte[]? buffer = null;
            buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            return stream.Read(buffer, 0, n);
        }
        """);

    [Fact]
    public Task CaughtFailureOfAnAwait_HasNoFix() => Fix.OffersNothing("""
        public async Task<int> Run(Stream stream, int n)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            var read = 0;
            try
            {
                read = await stream.ReadAsync(buffer, 0, n);
            }
            catch (IOException)
            {
                read = -1;
            }

            return read;
        }
        """);

    [Fact]
    public async Task Message_SaysWhatStandsInTheWay()
    {
        var messages = await Verification.PoolVerifier.MessagesAsync("""
            public class Subject
            {
                public int Run(int n)
                {
                    var buffer = ArrayPool<byte>.Shared.Rent(n);
                    Func<int> first = () => buffer[0];
                    return first();
                }
            }
            """);
        Assert.Equal(
            ["AF1001 'buffer' is rented here and never returned; return it to the pool when the last use is over; no fix is offered because 'buffer' is captured by a lambda or local function"],
            messages);
    }
}
