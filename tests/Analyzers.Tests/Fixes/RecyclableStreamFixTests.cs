using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>The fix of AF0005.</summary>
public sealed class RecyclableStreamFixTests
{
    [Fact]
    public Task StreamsInUsings_ComeFromOneManager() => FixVerifier<GrowingStreamRule, RecyclableStreamFixProvider>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public async Task<long> Import(IFormFile file)
            {
                // For its length.
                using var memory = [|new MemoryStream()|];
                await file.CopyToAsync(memory);
                return memory.Length;
            }

            public async Task Other(IFormFile file)
            {
                await using (MemoryStream copy = [|new()|])
                {
                    await file.CopyToAsync(copy);
                    copy.Position = 0;
                    await copy.CopyToAsync(Response.Body);
                }
            }
        }
        """,
        """
        using Microsoft.IO;

        public class ImportController : ControllerBase
        {
            private static readonly RecyclableMemoryStreamManager StreamManager = new();

            public async Task<long> Import(IFormFile file)
            {
                // For its length.
                using var memory = StreamManager.GetStream();
                await file.CopyToAsync(memory);
                return memory.Length;
            }

            public async Task Other(IFormFile file)
            {
                await using (MemoryStream copy = StreamManager.GetStream())
                {
                    await file.CopyToAsync(copy);
                    copy.Position = 0;
                    await copy.CopyToAsync(Response.Body);
                }
            }
        }
        """,
        iterations: 2);

    [Theory]
    [InlineData("var memory = [|new MemoryStream()|]; file.CopyTo(memory); return memory.Length;")]
    [InlineData("var memory = [|new MemoryStream()|]; file.CopyTo(memory); return File(memory, \"text/csv\");")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyTo(memory); return memory.GetBuffer()[0];")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyTo(memory); memory.TryGetBuffer(out var all); return all.Count;")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyTo(memory); return memory.Capacity;")]
    [InlineData("using var memory = [|new MemoryStream(4096)|]; file.CopyTo(memory); return memory.Length;")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyToAsync(memory); return memory.Length;")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyTo(memory); Func<long> later = () => memory.Length; return later();")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyTo(memory); return Same(memory).Length;")]
    public Task StreamThatMayOutliveItsBlock_IsLeft(string statements) => FixVerifier<GrowingStreamRule, RecyclableStreamFixProvider>.OffersNothing(
        Snippet.Controller($"public object Import(IFormFile file) {{ {statements} }} private static T Same<T>(T value) => value;"));
}
