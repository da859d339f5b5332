using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1007.</summary>
[Trait("Rule", RuleIds.ReferencesReturnedUncleared)]
public sealed class ClearOnReturnTests
{
    [Theory]
    [InlineData("var names = ArrayPool<string>.Shared.Rent(n); names[0] = \"a\"; {|AF1007:ArrayPool<string>.Shared.Return(names)|};")]
    [InlineData("{|AF1007:ArrayPool<string>.Shared.Return(given, false)|};")]
    [InlineData("var pairs = ArrayPool<KeyValuePair<int, object>>.Shared.Rent(n); pairs[0] = new(1, other); {|AF1007:ArrayPool<KeyValuePair<int, object>>.Shared.Return(pairs)|};")]
    [InlineData("var rows = ArrayPool<byte[]>.Shared.Rent(n); rows[0] = new byte[n]; {|AF1007:ArrayPool<byte[]>.Shared.Return(rows)|};")]
    [InlineData("var memories = ArrayPool<Memory<byte>>.Shared.Rent(n); memories[0] = new byte[n]; {|AF1007:ArrayPool<Memory<byte>>.Shared.Return(memories, clearArray: false)|};")]
    [InlineData("var items = ArrayPool<T>.Shared.Rent(n); {|AF1007:ArrayPool<T>.Shared.Return(items)|};")]
    public Task References_Report(string body) => PoolVerifier.Members($"public void Run<T>(int n, string[] given, object other) where T : class {{ {body} }}");

    [Theory]
    [InlineData("var a = ArrayPool<string>.Shared.Rent(n); ArrayPool<string>.Shared.Return(a, clearArray: true);")]
    [InlineData("var a = ArrayPool<string>.Shared.Rent(n); Array.Clear(a, 0, n); ArrayPool<string>.Shared.Return(a);")]
    [InlineData("var a = ArrayPool<string>.Shared.Rent(n); a.AsSpan(0, n).Clear(); ArrayPool<string>.Shared.Return(a);")]
    [InlineData("var a = ArrayPool<string>.Shared.Rent(n); ArrayPool<string>.Shared.Return(a, clear);")]
    [InlineData("var a = ArrayPool<string?>.Shared.Rent(n); for (var i = 0; i < n; i++) { a[i] = null; } ArrayPool<string?>.Shared.Return(a);")]
    [InlineData("var a = ArrayPool<string>.Shared.Rent(n); var used = a.AsSpan(0, n); used.Clear(); ArrayPool<string>.Shared.Return(a);")]
    [InlineData("var a = ArrayPool<string>.Shared.Rent(n); try { a[0] = \"x\"; } finally { Array.Clear(a); ArrayPool<string>.Shared.Return(a); }")]
    public Task Cleared_StaysSilent(string body) => PoolVerifier.Members($"public void Run(int n, bool clear) {{ {body} }}");

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
