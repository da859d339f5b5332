using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>In an open file the squiggle appears, a light bulb hangs on it, and applying it leaves nothing to report.</summary>
public sealed class LightBulbTests
{
    private const string Source = """
        public class ImportController : ControllerBase
        {
            public async Task<IActionResult> Upload(IFormFile file)
            {
                var bytes = new byte[file.Length];
                await using var stream = file.OpenReadStream();
                await stream.ReadExactlyAsync(bytes);
                return Ok(Convert.ToHexString(SHA256.HashData(bytes)));
            }

            public object Keep() => new byte[1 << 20];
        }
        """;

    [Fact]
    public async Task OpenFile_OffersTheFixAndAppliesIt()
    {
        using var editor = new EditorHost(Source);
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync(), found => found.Id == "AF0002");
        Assert.Equal("new byte[file.Length]", diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan));

        var lightBulb = Assert.Single(await editor.LightBulbsAsync(diagnostic));
        Assert.Equal(RentBufferFixProvider.Key, lightBulb.EquivalenceKey);
        await editor.ApplyAsync(lightBulb);

        Assert.DoesNotContain(await editor.DiagnosticsAsync(), found => found.Id == "AF0002");
        Assert.Contains("ArrayPool<byte>.Shared.Return(bytes);", (await editor.Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BufferThatEscapes_HasASquiggleButNoLightBulb()
    {
        using var editor = new EditorHost(Source);
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync(), found => found.Id == "AF0001");
        Assert.Empty(await editor.LightBulbsAsync(diagnostic));
    }
}
