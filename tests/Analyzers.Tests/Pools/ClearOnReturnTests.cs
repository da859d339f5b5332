using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1007.</summary>
public sealed class ClearOnReturnTests
{
    [Fact]
    public Task References_Report() => PoolVerifier.Members("""
        public void Run(int n, string[] given, object other)
        {
            var names = ArrayPool<string>.Shared.Rent(n);
            names[0] = "a";
            {|AF1007:ArrayPool<string>.Shared.Return(names)|};
            {|AF1007:ArrayPool<string>.Shared.Return(given, false)|};
            var pairs = ArrayPool<KeyValuePair<int, object>>.Shared.Rent(n);
            pairs[0] = new(1, other);
            {|AF1007:ArrayPool<KeyValuePair<int, object>>.Shared.Return(pairs)|};
        }

        public void Generic<T>(int n) where T : class
        {
            var items = ArrayPool<T>.Shared.Rent(n);
            {|AF1007:ArrayPool<T>.Shared.Return(items)|};
        }
        """);

    [Fact]
    public Task Cleared_StaysSilent() => PoolVerifier.Members("""
        public void Run(int n, bool clear)
        {
            var a = ArrayPool<string>.Shared.Rent(n);
            ArrayPool<string>.Shared.Return(a, clearArray: true);
            var b = ArrayPool<string>.Shared.Rent(n);
            Array.Clear(b, 0, n);
            ArrayPool<string>.Shared.Return(b);
            var c = ArrayPool<string>.Shared.Rent(n);
            c.AsSpan(0, n).Clear();
            ArrayPool<string>.Shared.Return(c);
            var d = ArrayPool<string>.Shared.Rent(n);
            ArrayPool<string>.Shared.Return(d, clear);
            var e = ArrayPool<string?>.Shared.Rent(n);
            for (var i = 0; i < n; i++)
            {
                e[i] = null;
            }

            ArrayPool<string?>.Shared.Return(e);
            var f = ArrayPool<string>.Shared.Rent(n);
            var used = f.AsSpan(0, n);
            used.Clear();
            ArrayPool<string>.Shared.Return(f);
        }
        """);

    [Fact]
    public Task Values_StaySilent() => PoolVerifier.Members("""
        public void Run<T>(int n) where T : struct
        {
            var a = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(a);
            var b = ArrayPool<(int, DateTime)>.Shared.Rent(n);
            ArrayPool<(int, DateTime)>.Shared.Return(b);
            var c = ArrayPool<T>.Shared.Rent(n);
            ArrayPool<T>.Shared.Return(c, System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
        """);

    [Fact]
    public Task UnknownElements_StaySilent() => PoolVerifier.Members("""
        public void Run<T>(int n)
        {
            var items = ArrayPool<T>.Shared.Rent(n);
            ArrayPool<T>.Shared.Return(items);
        }
        """);
}
