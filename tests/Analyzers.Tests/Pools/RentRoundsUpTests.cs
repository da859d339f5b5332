using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1008.</summary>
[Trait("Rule", RuleIds.RentRoundsUp)]
public sealed class RentRoundsUpTests
{
    [Theory]
    [InlineData("byte", "81920")]
    [InlineData("byte", "65537")]
    [InlineData("byte", "80 * 1024")]
    [InlineData("char", "40_000")]
    [InlineData("long", "10_000")]
    public Task RoundedOntoTheHeap_Reports(string element, string count) => PoolVerifier.Members($$"""
        public void Run()
        {
            var buffer = {|AF1008:ArrayPool<{{element}}>.Shared.Rent({{count}})|};
            ArrayPool<{{element}}>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task Constant_Reports() => PoolVerifier.Members("""
        private const int CopySize = 81_920;

        public void Run()
        {
            var size = CopySize;
            var buffer = {|AF1008:ArrayPool<byte>.Shared.Rent(size)|};
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Theory]
    [InlineData("byte", "65536")]
    [InlineData("byte", "16")]
    [InlineData("byte", "131072")]
    [InlineData("byte", "85000")]
    [InlineData("char", "32768")]
    [InlineData("byte", "n")]
    [InlineData("byte", "Math.Max(n, 81920)")]
    public Task NothingRoundedOntoIt_StaysSilent(string element, string count) => PoolVerifier.Members($$"""
        public void Run(int n)
        {
            var buffer = ArrayPool<{{element}}>.Shared.Rent({{count}});
            ArrayPool<{{element}}>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public async Task Message_NamesTheSizes()
    {
        var messages = await PoolVerifier.MessagesAsync("""
            public class Subject
            {
                public void Run()
                {
                    var buffer = ArrayPool<byte>.Shared.Rent(81920);
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
            """);
        Assert.Equal(
            ["AF1008 'ArrayPool<byte>.Shared.Rent(81920)' hands out 131,072 elements, 128.0 KiB on the large object heap, although 81,920 would not be there; up to 65,536 elements stay off it"],
            messages);
    }
}
