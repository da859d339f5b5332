using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>The fix of AF0004 that copies from stream to stream.</summary>
public sealed class StreamCopyFixTests
{
    [Fact]
    public Task BufferedOnlyToBeWritten_IsCopiedInPieces() => FixVerifier<WholeContentBufferedRule, StreamCopyFixProvider>.Fixes(
        """
        public partial class ImportController : ControllerBase
        {
            public async Task Import(IFormFile file, CancellationToken token)
            {
                Response.ContentType = file.ContentType;
                // All of it.
                var memory = new MemoryStream();
                await file.CopyToAsync(memory, token);
                var bytes = {|AF0004:memory.ToArray()|}; // at once
                await Response.Body.WriteAsync(bytes, token);
                Response.HttpContext.Abort();
            }
        }
        public partial class ImportController
        {
            public void Export(string path)
            {
                if (path.Length > 0)
                {
                    using var source = System.IO.File.OpenRead(path);
                    using var target = System.IO.File.Create(path + ".copy");
                    using var all = new MemoryStream(4096);
                    source.CopyTo(all); // whatever it is
                    target.Write({|AF0004:all.ToArray()|});
                }
            }

            public void Map(WebApplication app) => app.MapPost("/echo", async (IFormFile file, HttpContext context) =>
            {
                using var memory = new MemoryStream();
                await file.CopyToAsync(memory).ConfigureAwait(false);
                byte[] bytes = {|AF0004:memory.ToArray()|};
                await context.Response.Body.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
            });
        }
        """,
        """
        public partial class ImportController : ControllerBase
        {
            public async Task Import(IFormFile file, CancellationToken token)
            {
                Response.ContentType = file.ContentType;
                // All of it.
                // at once
                await file.CopyToAsync(Response.Body, token);
                Response.HttpContext.Abort();
            }
        }
        public partial class ImportController
        {
            public void Export(string path)
            {
                if (path.Length > 0)
                {
                    using var source = System.IO.File.OpenRead(path);
                    using var target = System.IO.File.Create(path + ".copy");
                    source.CopyTo(target); // whatever it is
                }
            }

            public void Map(WebApplication app) => app.MapPost("/echo", async (IFormFile file, HttpContext context) =>
            {
                await file.CopyToAsync(context.Response.Body).ConfigureAwait(false);
            });
        }
        """,
        iterations: 3);

    [Theory]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); var b = {|AF0004:m.ToArray()|}; await Response.Body.WriteAsync(b); Use(b);")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|}); Use(m.Length);")]
    [InlineData("var m = new MemoryStream(); m.WriteByte(1); await file.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); Response.Headers.ETag = file.Name; await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); var b = {|AF0004:m.ToArray()|}; Response.ContentLength = b.Length; await Response.Body.WriteAsync(b);")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); var b = {|AF0004:m.ToArray()|}; await Response.Body.WriteAsync(b, 0, 10);")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); var b = {|AF0004:m.ToArray()|}; await Response.Body.WriteAsync(b, 1, b.Length);")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|}, token);")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m, token); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m).ConfigureAwait(false); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); file.CopyTo(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); var task = Response.Body.WriteAsync({|AF0004:m.ToArray()|}); await task;")]
    [InlineData("var m = new MemoryStream(); var read = file.CopyToAsync(m); await read; await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); if (file.Length > 5) { await Response.Body.WriteAsync({|AF0004:m.ToArray()|}); }")]
    [InlineData("var m = new MemoryStream(); for (var i = 0; i < 3; i++) { await file.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|}); }")]
    [InlineData("try { var m = new MemoryStream(); await file.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|}); } catch (IOException) { Response.StatusCode = 500; }")]
    [InlineData("Stream target = new GZipStream(Response.Body, CompressionLevel.Fastest); var m = new MemoryStream(); await file.CopyToAsync(m); await target.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await file.CopyToAsync(m); await Target().WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await Response.Body.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); await Request.Body.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(new byte[10]); await file.CopyToAsync(m); await Response.Body.WriteAsync({|AF0004:m.ToArray()|});")]
    [InlineData("var m = new MemoryStream(); this.CopyTo(m); Response.Body.Write({|AF0004:m.ToArray()|});")]
    public Task OtherUseOfTheContent_IsLeft(string statements) => FixVerifier<WholeContentBufferedRule, StreamCopyFixProvider>.OffersNothing(Snippet.Controller($$"""
        public async Task Import(IFormFile file, CancellationToken token)
        {
            await Task.Yield();
            {{statements}}
        }

        private Stream Target() => Response.Body;
        private void CopyTo(Stream target) => target.Position = 1;
        """));
}
