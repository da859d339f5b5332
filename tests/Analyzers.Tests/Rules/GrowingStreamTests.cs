using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0005: streams in memory that are filled for each request.</summary>
[Trait("Rule", RuleIds.GrowingStream)]
public sealed class GrowingStreamTests
{
    [Theory]
    [InlineData("var memory = [|new MemoryStream()|]; await file.CopyToAsync(memory); memory.Position = 0; Use(memory);")]
    [InlineData("using var memory = [|new MemoryStream()|]; file.CopyTo(memory); Use(memory.Length);")]
    [InlineData("using var memory = [|new MemoryStream(4096)|]; await file.OpenReadStream().CopyToAsync(memory, token);")]
    [InlineData("using (var memory = [|new MemoryStream()|]) { await JsonSerializer.SerializeAsync(memory, file); }")]
    [InlineData("var memory = [|new MemoryStream()|]; using var zip = new ZipArchive(memory, ZipArchiveMode.Create); Use(zip);")]
    [InlineData("var memory = [|new MemoryStream()|]; var writer = new StreamWriter(memory); foreach (var name in Names()) { writer.WriteLine(name); }")]
    [InlineData("var memory = [|new MemoryStream()|]; foreach (var name in Names()) { memory.Write(Encoding.UTF8.GetBytes(name)); }")]
    [InlineData("MemoryStream memory; memory = [|new MemoryStream()|]; await file.CopyToAsync(memory);")]
    [InlineData("var memory = [|new MemoryStream()|]; await WriteToAsync(memory);")]
    public Task GrowingStream_Reports(string statements) => GrowingStream.Reports(Action(statements));

    [Theory]
    [InlineData("using var memory = new MemoryStream(new byte[10]); Use(memory);")]
    [InlineData("using var memory = new MemoryStream(); Use(memory.Length);")]
    [InlineData("using var memory = new MemoryStream(); memory.WriteByte(1);")]
    [InlineData("using var memory = new MemoryStream(); var writer = new BinaryWriter(memory); writer.Write(1); writer.Write(2);")]
    [InlineData("using var memory = new MemoryStream(); await file.CopyToAsync(memory); Use(memory.ToArray());")]
    [InlineData("using var memory = new MemoryStream(1 << 20); await file.CopyToAsync(memory);")]
    [InlineData("using var memory = new MemoryStream((int)file.Length); await file.CopyToAsync(memory);")]
    [InlineData("using var small = new MemoryStream(new byte[10]); using var memory = new MemoryStream(); small.CopyTo(memory);")]
    [InlineData("using var memory = new MemoryStream(); using var own = typeof(string).Assembly.GetManifestResourceStream(\"x\")!; own.CopyTo(memory);")]
    [InlineData("using var target = new FileStream(\"x\", FileMode.Create); await file.CopyToAsync(target);")]
    public Task OtherStream_StaysSilent(string statements) => GrowingStream.StaysSilent(Action(statements));

    [Theory]
    [InlineData("[RequestSizeLimit(50_000)] public void Import(IFormFile file) { var memory = new MemoryStream(); file.CopyTo(memory); Use(memory); }")]
    [InlineData("private static MemoryStream _all = null!; public void Import(IFormFile file) { _all = new MemoryStream(); file.CopyTo(_all); }")]
    [InlineData("private static void Unused(Stream source) { var memory = new MemoryStream(); source.CopyTo(memory); }")]
    public Task LimitedOrCold_StaysSilent(string members) => GrowingStream.StaysSilent(Snippet.Controller(members));

    [Fact]
    public Task Message_NamesWhatFillsIt() => GrowingStream.ReportsMessage(
        Snippet.Controller("public void Import(IFormFile file) { var memory = {|#0:new MemoryStream()|}; file.CopyTo(memory); Use(memory); }"),
        "new MemoryStream()",
        "all of 'file' is copied into it",
        "action ImportController.Import",
        "83.0 KiB");

    private static string Action(string body) => Snippet.Controller($$"""
        public async Task Import(IFormFile file, CancellationToken token)
        {
            await Task.Yield();
            {{body}}
        }

        private static Task WriteToAsync(Stream stream) => Task.CompletedTask;
        private static IEnumerable<string> Names() => [];
        """);
}
