using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>Fixes of AF0004.</summary>
public sealed class WholeContentFixTests
{
    [Fact]
    public Task CopiesForOneCall_UseTheBuffer() => FixVerifier<WholeContentBufferedRule, StreamSegmentFixProvider>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public async Task<string> Import(IFormFile file)
            {
                using var memory = new MemoryStream();
                await file.CopyToAsync(memory);
                // For the log.
                var hash = SHA256.HashData({|AF0004:memory.ToArray()|});
                await Response.Body.WriteAsync({|AF0004:memory.ToArray()|}, HttpContext.RequestAborted);
                return Convert.ToHexString(hash) + Convert.ToBase64String({|AF0004:memory.ToArray()|});
            }
        }
        """,
        """
        public class ImportController : ControllerBase
        {
            public async Task<string> Import(IFormFile file)
            {
                using var memory = new MemoryStream();
                await file.CopyToAsync(memory);
                // For the log.
                memory.TryGetBuffer(out var memoryContent);
                var hash = SHA256.HashData(memoryContent.AsSpan());
                memory.TryGetBuffer(out var memoryContent2);
                await Response.Body.WriteAsync(memoryContent2.AsMemory(), HttpContext.RequestAborted);
                return Convert.ToHexString(hash) + Convert.ToBase64String({|AF0004:memory.ToArray()|});
            }
        }
        """,
        iterations: 2);

    [Theory]
    [InlineData("var memory = new MemoryStream(); return {|AF0004:memory.ToArray()|};")]
    [InlineData("var memory = new MemoryStream(); var copy = {|AF0004:memory.ToArray()|}; return copy;")]
    [InlineData("var memory = new MemoryStream(); return File({|AF0004:memory.ToArray()|}, \"text/csv\");")]
    [InlineData("var memory = new MemoryStream(_own, 0, 10); return Encoding.UTF8.GetString({|AF0004:memory.ToArray()|});")]
    [InlineData("var memory = new MemoryStream(); memory = new MemoryStream(_own); return Encoding.UTF8.GetString({|AF0004:memory.ToArray()|});")]
    [InlineData("var memory = new MemoryStream(); memory.Write({|AF0004:memory.ToArray()|}); return 1;")]
    [InlineData("var memory = new MemoryStream(); var zip = new GZipStream(memory, CompressionMode.Compress); zip.Write({|AF0004:memory.ToArray()|}); return 1;")]
    [InlineData("var memory = new MemoryStream(); return Response.Body.WriteAsync({|AF0004:memory.ToArray()|});")]
    [InlineData("var memory = new MemoryStream(); Use({|AF0004:memory.ToArray()|}); return 1;")]
    [InlineData("var memory = new MemoryStream(); Func<string> later = () => Encoding.UTF8.GetString({|AF0004:memory.ToArray()|}); memory.WriteByte(1); return later;")]
    [InlineData("var memory = new MemoryStream(); return new string(Encoding.UTF8.GetString({|AF0004:memory.ToArray()|}, 0, Fill(memory)));")]
    public Task CopyThatIsKeptOrMayChange_IsLeft(string statements) => FixVerifier<WholeContentBufferedRule, StreamSegmentFixProvider>.OffersNothing(
        Snippet.Controller($"private static readonly byte[] _own = new byte[10]; private static int Fill(Stream s) => 0; public object Import() {{ {statements} }}"));

    [Fact]
    public Task JsonReadIntoAString_IsParsedFromTheStream() => FixVerifier<WholeContentBufferedRule, JsonStreamFixProvider>.Fixes(
        """
        public record Order(int Id);
        public class Hook
        {
            public async Task Invoke(HttpContext context)
            {
                using var reader = new StreamReader(context.Request.Body);
                // The body.
                var json = await {|AF0004:reader.ReadToEndAsync()|};
                var order = JsonSerializer.Deserialize<Order>(json);
                await context.Response.WriteAsync(order!.ToString());
            }

            public async Task<int> Number(HttpContext context, JsonSerializerOptions options, CancellationToken token)
            {
                var id = JsonSerializer.Deserialize<Order>(await {|AF0004:new StreamReader(context.Request.Body, Encoding.UTF8).ReadToEndAsync(token)|}.ConfigureAwait(false), options)!.Id;
                return id;
            }

            public async Task<string> Document(HttpContext context)
            {
                using var document = JsonDocument.Parse(await {|AF0004:new StreamReader(context.Request.Body).ReadToEndAsync()|});
                return document.RootElement.ToString();
            }
        }
        """,
        """
        public record Order(int Id);
        public class Hook
        {
            public async Task Invoke(HttpContext context)
            {
                using var reader = new StreamReader(context.Request.Body);
                // The body.
                var order = await JsonSerializer.DeserializeAsync<Order>(reader.BaseStream);
                await context.Response.WriteAsync(order!.ToString());
            }

            public async Task<int> Number(HttpContext context, JsonSerializerOptions options, CancellationToken token)
            {
                var id = (await JsonSerializer.DeserializeAsync<Order>(context.Request.Body, options, cancellationToken: token).ConfigureAwait(false))!.Id;
                return id;
            }

            public async Task<string> Document(HttpContext context)
            {
                using var document = await JsonDocument.ParseAsync(context.Request.Body);
                return document.RootElement.ToString();
            }
        }
        """,
        iterations: 3);

    [Theory]
    [InlineData("var json = await {|AF0004:reader.ReadToEndAsync()|}; Use(json); return JsonSerializer.Deserialize<int>(json);")]
    [InlineData("var json = await {|AF0004:reader.ReadToEndAsync()|}; Use(1); return JsonSerializer.Deserialize<int>(json);")]
    [InlineData("reader.Peek(); return JsonSerializer.Deserialize<int>(await {|AF0004:reader.ReadToEndAsync()|});")]
    [InlineData("return JsonSerializer.Deserialize<int>({|AF0004:reader.ReadToEnd()|});")]
    [InlineData("return JsonSerializer.Deserialize<int>(await {|AF0004:latin.ReadToEndAsync()|});")]
    [InlineData("return int.Parse(await {|AF0004:reader.ReadToEndAsync()|});")]
    [InlineData("return JsonSerializer.Deserialize<int>((await {|AF0004:reader.ReadToEndAsync()|}).Trim());")]
    [InlineData("return JsonSerializer.Deserialize<int>({|AF0004:reader.ReadToEndAsync()|}.Result);")]
    public Task OtherText_IsLeft(string statements) => FixVerifier<WholeContentBufferedRule, JsonStreamFixProvider>.OffersNothing(Snippet.Controller($$"""
        public async Task<int> Import()
        {
            await Task.Yield();
            var reader = new StreamReader(Request.Body);
            var latin = new StreamReader(Request.Body, Encoding.Latin1);
            Use(latin.CurrentEncoding);
            {{statements}}
        }
        """));
}
