using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0004: what is buffered whole, and how sure it is that it matters.</summary>
[Trait("Rule", RuleIds.WholeContentBuffered)]
public sealed class WholeContentBufferedTests
{
    [Theory]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); Use([|m.ToArray()|]);")]
    [InlineData("var m = new MemoryStream(); Response.Body.CopyTo(m); var bytes = [|m.ToArray()|]; Use(bytes);")]
    [InlineData("var m = new MemoryStream(); m.WriteByte(1); return File([|m.ToArray()|], \"text/csv\");")]
    [InlineData("var m = new MemoryStream(); m.WriteByte(1); var all = [|m.ToArray()|]; return File(all, \"text/csv\");")]
    [InlineData("var m = new MemoryStream(); m.WriteByte(1); await Response.Body.WriteAsync([|m.ToArray()|]);")]
    [InlineData("Use([|System.IO.File.ReadAllBytes(file.FileName)|]);")]
    [InlineData("Use(await [|System.IO.File.ReadAllBytesAsync(file.FileName)|]);")]
    [InlineData("return Content([|System.IO.File.ReadAllText(file.FileName)|]);")]
    [InlineData("using var r = await Client.GetAsync(file.Name); Use(await [|r.Content.ReadAsByteArrayAsync(token)|]);")]
    [InlineData("Use(await [|Client.GetByteArrayAsync(file.Name)|]);")]
    [InlineData("using var r = new StreamReader(Request.Body); Use(await [|r.ReadToEndAsync()|]);")]
    [InlineData("Use([|new StreamReader(file.OpenReadStream(), Encoding.UTF8).ReadToEnd()|]);")]
    [InlineData("var body = Request.Body; var r = new StreamReader(new GZipStream(body, CompressionMode.Decompress)); Use(await [|r.ReadToEndAsync(token)|]);")]
    [InlineData("Use(await [|new StreamReader(Request.BodyReader.AsStream()).ReadToEndAsync()|].ConfigureAwait(false));")]
    [InlineData("using var r = await Client.GetAsync(file.Name); if (r.IsSuccessStatusCode) { Use(await [|r.Content.ReadAsByteArrayAsync()|]); }")]
    public Task CertainlyOpenEnded_Reports(string body) => WholeContentBuffered.Reports(Snippet.Action(body));

    [Theory]
    [InlineData("var m = new MemoryStream(); m.WriteByte(1); Use({|#0:m.ToArray()|});")]
    [InlineData("Use({|#0:System.IO.File.ReadAllText(file.FileName)|});")]
    [InlineData("Use({|#0:System.IO.File.ReadAllLines(file.FileName)|});")]
    [InlineData("Use({|#0:System.IO.File.ReadAllBytes(\"logo.png\")|});")]
    [InlineData("using var r = await Client.GetAsync(file.Name); Use(await {|#0:r.Content.ReadAsStringAsync()|});")]
    [InlineData("Use(await {|#0:Client.GetStringAsync(file.Name)|});")]
    [InlineData("Use({|#0:new StreamReader(System.IO.File.OpenRead(file.FileName)).ReadToEnd()|});")]
    public Task OfUnknownLength_IsASuggestion(string body) => WholeContentBuffered.ReportsAs(DiagnosticSeverity.Info, Snippet.Action(body));

    [Theory]
    [InlineData("using var r = new StringReader(file.Name); Use(r.ReadToEnd());")]
    [InlineData("TextReader r = new StringReader(file.Name); Use(r.ReadToEnd());")]
    [InlineData("using var s = new StreamReader(typeof(string).Assembly.GetManifestResourceStream(\"a\")!); Use(s.ReadToEnd());")]
    [InlineData("using var p = new System.Diagnostics.Process(); Use(await p.StandardOutput.ReadToEndAsync());")]
    [InlineData("using var r = await Client.GetAsync(file.Name); if (!r.IsSuccessStatusCode) { throw new Exception(await r.Content.ReadAsStringAsync()); }")]
    [InlineData("using var r = await Client.GetAsync(file.Name); if (r.IsSuccessStatusCode) { return Ok(); } Use(await r.Content.ReadAsStringAsync());")]
    [InlineData("using var r = await Client.GetAsync(file.Name); if (r.StatusCode != System.Net.HttpStatusCode.OK) { Use(await r.Content.ReadAsByteArrayAsync()); }")]
    [InlineData("using var r = await Client.GetAsync(file.Name); try { r.EnsureSuccessStatusCode(); } catch (Exception) { Use(await r.Content.ReadAsStringAsync()); }")]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); if (m.TryGetBuffer(out var used)) { Use(used.Count); }")]
    [InlineData("using var stream = file.OpenReadStream(); await stream.CopyToAsync(Response.Body);")]
    [InlineData("using var d = await JsonDocument.ParseAsync(Request.Body); Use(d);")]
    [InlineData("using var r = new StreamReader(Request.Body); while (await r.ReadLineAsync() is { } line) { Use(line); }")]
    [InlineData("var list = new List<int>(); Use(list.ToArray()); Use(file.FileName.ToArray());")]
    [InlineData("Use(System.IO.File.ReadLines(file.FileName).Count());")]
    [InlineData("return PhysicalFile(file.FileName, \"image/png\");")]
    [InlineData("await using var s = System.IO.File.OpenRead(file.FileName); await s.CopyToAsync(Response.Body, token);")]
    [InlineData("await foreach (var line in System.IO.File.ReadLinesAsync(file.FileName, token)) { Use(line); }")]
    [InlineData("Use((await JsonSerializer.DeserializeAsync<int[]>(Request.Body))!);")]
    [InlineData("using var r = await Client.GetAsync(file.Name, HttpCompletionOption.ResponseHeadersRead); await using var s = await r.Content.ReadAsStreamAsync(token); await s.CopyToAsync(Response.Body, token);")]
    [InlineData("Use((await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<int[]>(Client, file.Name))!);")]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); m.Position = 0; await m.CopyToAsync(Response.Body);")]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); m.WriteTo(Response.Body);")]
    [InlineData("Use(await SHA256.HashDataAsync(file.OpenReadStream(), token));")]
    [InlineData("var b = new byte[4096]; Use(await file.OpenReadStream().ReadAsync(b)); Use(b.ToArray());")]
    [InlineData("Memory<byte> s = new byte[16]; Use(s.ToArray());")]
    [InlineData("Use(System.IO.File.Exists(file.FileName)); await System.IO.File.WriteAllTextAsync(file.FileName, \"x\", token);")]
    [InlineData("using var r = new StreamReader(Request.Body); var b = new char[1024]; Use(await r.ReadBlockAsync(b, token));")]
    [InlineData("using var r = await Client.GetAsync(file.Name); if (r.IsSuccessStatusCode is false) { Use(await r.Content.ReadAsStringAsync()); }")]
    [InlineData("using var r = await Client.GetAsync(file.Name); if (!r.IsSuccessStatusCode && r.Content.Headers.ContentLength > 0) { Use(await r.Content.ReadAsByteArrayAsync()); }")]
    [InlineData("using var s = typeof(string).Assembly.GetManifestResourceStream(\"a\")!; using var r = new StreamReader(new GZipStream(s, CompressionMode.Decompress)); Use(await r.ReadToEndAsync());")]
    [InlineData("Func<Task<string>> later = () => Task.FromResult(\"ReadToEnd\"); Use(await later());")]
    public Task StreamedSmallOrError_StaysSilent(string body) => WholeContentBuffered.StaysSilent(Snippet.Action(body));

    [Theory]
    [InlineData("JsonSerializer.Deserialize<int[]>({0})")]
    [InlineData("JsonDocument.Parse({0})")]
    [InlineData("Encoding.UTF8.GetBytes({0})")]
    [InlineData("string.IsNullOrEmpty({0})")]
    [InlineData("new StringReader({0})")]
    public Task BodyTextThatCouldBeStreamed_Reports(string use) => WholeContentBuffered.Reports(Snippet.Action(
        $$"""using var r = new StreamReader(Request.Body); var text = await [|r.ReadToEndAsync()|]; Use({{use.Replace("{0}", "text", StringComparison.Ordinal)}});"""));

    [Theory]
    [InlineData("Use(Version.Parse({0}))")]
    [InlineData("Use(new Uri({0}))")]
    [InlineData("if (string.IsNullOrEmpty({0})) { return Ok(); } Use(Version.TryParse({0}, out var version))")]
    public Task BodyTextThatIsNeededWhole_IsASuggestion(string use) => WholeContentBuffered.ReportsAs(DiagnosticSeverity.Info, Snippet.Action(
        $$"""using var r = new StreamReader(Request.Body); var text = await {|#0:r.ReadToEndAsync()|}; {{use.Replace("{0}", "text", StringComparison.Ordinal)}};"""));

    [Fact]
    public Task MinimalApiExport_Reports() => WholeContentBuffered.Reports(Snippet.Endpoints("""
        app.MapGet("/export.csv", async () =>
        {
            var memory = new MemoryStream();
            var writer = new StreamWriter(memory);
            await writer.WriteLineAsync("a;b");
            await writer.FlushAsync();
            return Results.File([|memory.ToArray()|], "text/csv");
        });
        """));

    [Fact]
    public Task Webhook_Reports() => WholeContentBuffered.Reports("""
        public class WebhookMiddleware(RequestDelegate next)
        {
            public async Task InvokeAsync(HttpContext ctx)
            {
                var body = await [|new StreamReader(ctx.Request.Body).ReadToEndAsync()|];
                GC.KeepAlive(body);
                await next(ctx);
            }
        }
        """);

    [Fact]
    public Task StreamingTwins_StaySilent() => WholeContentBuffered.StaysSilent("""
        public class WebhookMiddleware(RequestDelegate next)
        {
            public async Task InvokeAsync(HttpContext ctx)
            {
                using var document = await JsonDocument.ParseAsync(ctx.Request.Body);
                GC.KeepAlive(document);
                await next(ctx);
            }
        }
        public static class Endpoints
        {
            public static void Map(WebApplication app) => app.MapGet("/export.csv", async (HttpResponse response) =>
            {
                await using var writer = new StreamWriter(response.Body, leaveOpen: true);
                await writer.WriteLineAsync("a;b");
            });
        }
        """);

    [Fact]
    public Task LimitUnderTheThreshold_StaysSilent() => WholeContentBuffered.StaysSilent(Snippet.Controller("""
        [RequestSizeLimit(64_000)]
        public async Task Import() => Use(await new StreamReader(Request.Body).ReadToEndAsync());
        """));

    [Fact]
    public Task LimitOverTheThreshold_IsASuggestion() => WholeContentBuffered.ReportsAs(DiagnosticSeverity.Info, Snippet.Controller("""
        [RequestSizeLimit(1_000_000)]
        public async Task Import() => Use(await {|#0:new StreamReader(Request.Body).ReadToEndAsync()|});
        """));

    [Fact]
    public Task SeverityOfTheId_AlsoRaisesSuggestions() => WholeContentBuffered.WithOptions(
        "dotnet_diagnostic.AF0004.severity = warning",
        Snippet.Action("var m = new MemoryStream(); m.WriteByte(1); Use([|m.ToArray()|]);"));

    [Fact]
    public Task KeptInAStaticField_StaysSilent() => WholeContentBuffered.StaysSilent(Snippet.Controller("""
        private static byte[]? _logo;
        public async Task<object> Logo(string path) => _logo ??= await System.IO.File.ReadAllBytesAsync(path);
        """));

    [Fact]
    public Task OutsideRequestPath_StaysSilent() => WholeContentBuffered.StaysSilent(Snippet.ColdMethod("""
        Use(File.ReadAllText(path));
        Use(new StreamReader(stream).ReadToEnd());
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        Use(memory.ToArray());
        """));

    [Fact]
    public Task Message_NamesTheAlternative() => WholeContentBuffered.ReportsMessage(
        Snippet.Controller("public object Import(string path) { return {|#0:System.IO.File.ReadAllBytes(path)|}; }"),
        "System.IO.File.ReadAllBytes(path)",
        "file",
        "action ImportController.Import",
        "open a FileStream and copy it in pieces, or return a file result for its path");
}
