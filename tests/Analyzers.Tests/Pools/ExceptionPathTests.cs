using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1009, for those who ask for it.</summary>
[Trait("Rule", RuleIds.RentalNotReturnedOnException)]
public sealed class ExceptionPathTests
{
    [Fact]
    public Task ThrowingCall_Reports() => Reports("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task Throw_Reports() => Reports("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        if (n > 5)
        {
            throw new InvalidOperationException();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task CaughtAndLeft_Reports() => Reports("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
        }
        catch (IOException)
        {
            return;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task Finally_StaysSilent() => StaysSilent("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task CatchAll_StaysSilent() => StaysSilent("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task NothingThrows_StaysSilent() => StaysSilent("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        buffer[0] = 1;
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task Using_StaysSilent() => StaysSilent("""
        using var owner = MemoryPool<byte>.Shared.Rent(n);
        stream.ReadExactly(owner.Memory.Span[..n]);
        """);

    private static async Task Reports(string body) =>
        Assert.StartsWith("AF1009 'buffer' is returned on every path but that of an exception", Assert.Single(await Run(body)), StringComparison.Ordinal);

    private static async Task StaysSilent(string body) => Assert.Empty(await Run(body));

    private static Task<IEnumerable<string>> Run(string body) => PoolVerifier.MessagesAsync(
        $$"""
        public class Subject
        {
            public void Run(Stream stream, int n)
            {
                {{Snippet.Indent(body, 8)}}
            }
        }
        """,
        new ExceptionPathRule());
}
