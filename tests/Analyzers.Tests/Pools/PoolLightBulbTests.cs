using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>In an open file the squiggle of each rule with a fix appears, a light bulb hangs on it, and applying it leaves nothing to report.</summary>
public sealed class PoolLightBulbTests
{
    [Theory]
    [InlineData("AF1001", "AppFrag.MissingReturn", "var b = ArrayPool<byte>.Shared.Rent(n); n = stream.Read(b, 0, n);", "ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("AF1003", "AppFrag.AwaitBeforeReturn", "var b = ArrayPool<byte>.Shared.Rent(n); _ = stream.WriteAsync(b, 0, n); ArrayPool<byte>.Shared.Return(b);", "await stream.WriteAsync(b, 0, n);")]
    [InlineData("AF1004", "AppFrag.RequestedLength", "var b = ArrayPool<byte>.Shared.Rent(n); stream.Write(b); ArrayPool<byte>.Shared.Return(b);", "stream.Write(b.AsSpan(0, n));")]
    [InlineData("AF1007", "AppFrag.ClearOnReturn", "var b = ArrayPool<string>.Shared.Rent(n); ArrayPool<string>.Shared.Return(b);", "Return(b, clearArray: true);")]
    public async Task OpenFile_OffersTheFixAndAppliesIt(string id, string key, string body, string fixedPart)
    {
        using var editor = new PoolEditor($$"""
            public partial class Subject
            {
                public async Task Run(Stream stream, int n)
                {
                    await Task.Yield();
                    {{body}}
                }
            }

            public partial class Subject
            {
                public int Other => 0;
            }
            """);
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync());
        Assert.Equal(id, diagnostic.Id);
        Assert.True(diagnostic.Location.IsInSource);

        var lightBulb = Assert.Single(await editor.LightBulbsAsync(diagnostic));
        Assert.Equal(key, lightBulb.EquivalenceKey);
        await editor.ApplyAsync(lightBulb);

        Assert.Empty(await editor.DiagnosticsAsync());
        Assert.Contains(fixedPart, (await editor.Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); Func<int> f = () => b[0]; n = f();")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); ArrayPool<byte>.Shared.Return(b); b[0] = 1;")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n + 1); stream.Write(b); ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(81_920); ArrayPool<byte>.Shared.Return(b);")]
    public async Task WhatNeedsADecision_HasASquiggleButNoLightBulb(string body)
    {
        using var editor = new PoolEditor($$"""
            public class Subject
            {
                public void Run(Stream stream, int n)
                {
                    {{body}}
                }
            }
            """);
        Assert.Empty(await editor.LightBulbsAsync(Assert.Single(await editor.DiagnosticsAsync())));
    }
}
