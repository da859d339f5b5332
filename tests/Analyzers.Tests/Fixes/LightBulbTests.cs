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

    [Theory]
    [InlineData("AF0001", "new byte[1 << 20]", "Rent the buffer from ArrayPool", "var b = new byte[1 << 20]; await stream.ReadExactlyAsync(b);")]
    [InlineData("AF0001", "new byte[1 << 20]", "Create the array without zeroing it", "var b = new byte[1 << 20]; await stream.ReadExactlyAsync(b); _kept = b;")]
    [InlineData("AF0002", "new byte[file.Length]", "Rent the buffer from ArrayPool", "var b = new byte[file.Length]; await stream.ReadExactlyAsync(b);")]
    [InlineData("AF0003", "new byte[size]", "Rent the buffer from ArrayPool", "var size = _kept.Length; while (true) { var b = new byte[size]; if (await stream.ReadAsync(b) == 0) break; }")]
    [InlineData("AF0004", "memory.ToArray()", "Use the stream's own buffer instead of a copy", "var memory = new MemoryStream(); await file.CopyToAsync(memory); Console.WriteLine(Convert.ToBase64String(memory.ToArray()));")]
    [InlineData("AF0004", "memory.ToArray()", "Copy in pieces to where it is written", "var memory = new MemoryStream(); await file.CopyToAsync(memory); await Response.Body.WriteAsync(memory.ToArray());")]
    [InlineData("AF0004", "new StreamReader(stream).ReadToEndAsync()", "Parse the UTF-8 stream instead of a string", "_kept = JsonSerializer.Deserialize<byte[]>(await new StreamReader(stream).ReadToEndAsync())!;")]
    [InlineData("AF0005", "new MemoryStream()", "Use a RecyclableMemoryStream", "using var memory = new MemoryStream(); await file.CopyToAsync(memory);")]
    [InlineData("AF0007", "new List<long>()", "Give the collection its capacity", "var all = new List<long>(); for (var i = 0; i < 50_000; i++) { all.Add(i); }")]
    [InlineData("AF0008", "GCHandle.Alloc(b, GCHandleType.Pinned)", "Create the array on the pinned object heap", "var b = new byte[4096]; _handle = GCHandle.Alloc(b, GCHandleType.Pinned);")]
    public async Task EveryFix_HangsOnItsDiagnosticInAnOpenFile(string rule, string place, string title, string statements)
    {
        using var editor = new EditorHost($$"""
            public partial class ImportController : ControllerBase
            {
                private byte[] _kept = [];
                private GCHandle _handle;

                public async Task Upload(IFormFile file)
                {
                    await using var stream = file.OpenReadStream();
                    {{statements}}
                }
            }
            """);
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync(), found => found.Id == rule);
        Assert.Equal(place, diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan));

        var lightBulb = Assert.Single(await editor.LightBulbsAsync(diagnostic));
        Assert.Equal(title, lightBulb.Title);
        Assert.NotNull(lightBulb.EquivalenceKey);
        await editor.ApplyAsync(lightBulb);

        var remaining = (await editor.DiagnosticsAsync()).Where(found => found.Id == rule).ToList();
        var lightBulbs = await Task.WhenAll(remaining.Select(editor.LightBulbsAsync));
        Assert.Empty(lightBulbs.SelectMany(bulb => bulb));
        using var compiled = await CompiledSubject.CompileAsync(editor.Document, entry: null);
    }

    [Fact]
    public async Task RentedBuffer_IsReturned()
    {
        using var editor = new EditorHost(Source);
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync(), found => found.Id == "AF0002");
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
