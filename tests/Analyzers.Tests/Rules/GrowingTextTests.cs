using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0006: strings as long as their source.</summary>
[Trait("Rule", RuleIds.GrowingText)]
public sealed class GrowingTextTests
{
    [Theory]
    [InlineData("var text = \"\"; string? line; while ((line = reader.ReadLine()) != null) { [|text += line|]; }")]
    [InlineData("var text = \"\"; while (!reader.EndOfStream) { [|text += await reader.ReadLineAsync()|]; }")]
    [InlineData("var text = \"\"; await foreach (var row in Rows()) { if (row != \"\") { [|text += row|]; } }")]
    [InlineData("foreach (var line in System.IO.File.ReadLines(\"x\")) { [|_all += line|]; }")]
    [InlineData("var b = new StringBuilder(); await foreach (var row in Rows()) { b.AppendLine(row); } Use([|b.ToString()|]);")]
    [InlineData("var b = new StringBuilder(); await foreach (var row in Rows()) { foreach (var c in row) { b.Append(c); } } Use([|b.ToString()|]);")]
    [InlineData("Use([|Convert.ToBase64String(await System.IO.File.ReadAllBytesAsync(path))|]);")]
    [InlineData("var bytes = new byte[file.Length]; Use([|Convert.ToBase64String(bytes)|]);")]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); var bytes = m.ToArray(); Use([|Convert.ToHexString(bytes)|]);")]
    [InlineData("return Content([|JsonSerializer.Serialize(new List<string>())|]);")]
    public Task OpenEndedText_Reports(string statements) => GrowingText.Reports(Action(statements));

    [Theory]
    [InlineData("var text = \"\"; foreach (var name in new[] { \"a\", \"b\" }) { text += name; } Use(text);")]
    [InlineData("var text = \"\"; foreach (var name in Names()) { text += name; } Use(text);")]
    [InlineData("string? line; while ((line = reader.ReadLine()) != null) { var text = line; text += \"!\"; Use(text); }")]
    [InlineData("var n = 0; string? line; while ((line = reader.ReadLine()) != null) { n += line.Length; } Use(n);")]
    [InlineData("string? line; while ((line = reader.ReadLine()) != null) { var b = new StringBuilder(); b.Append(line); Use(b.ToString()); }")]
    [InlineData("var b = new StringBuilder(); foreach (var name in Names()) { b.Append(name); } Use(b.ToString());")]
    [InlineData("var b = new StringBuilder(); b.Append(1); Use(b.ToString());")]
    [InlineData("await foreach (var row in Rows()) { await Response.WriteAsync(row); }")]
    [InlineData("using var own = new StringReader(path); var text = \"\"; while (own.ReadLine() is { } l) { text += l; } Use(text);")]
    [InlineData("Use(Convert.ToBase64String(new byte[16]));")]
    [InlineData("Use(Convert.ToBase64String(SHA256.HashData(new byte[16])));")]
    [InlineData("return Content(JsonSerializer.Serialize(new { ok = true }));")]
    [InlineData("Use(JsonSerializer.Serialize(new List<string>()));")]
    [InlineData("try { await Task.Yield(); } catch (Exception) { var text = \"\"; await foreach (var row in Rows()) { text += row; } Use(text); }")]
    public Task OtherText_StaysSilent(string statements) => GrowingText.StaysSilent(Action(statements));

    [Fact]
    public Task ColdCode_StaysSilent() => GrowingText.StaysSilent(Snippet.ColdMethod(
        "var text = \"\"; foreach (var line in File.ReadLines(path)) { text += line; } Use(text);"));

    [Fact]
    public Task Message_NamesSourceAndRemedy() => GrowingText.ReportsMessage(
        Action("var text = \"\"; await foreach (var row in Rows()) { {|#0:text += row|}; } Use(text);"),
        "text += row",
        42_489L,
        "action ImportController.Import",
        "it is copied with everything before it for each 'Rows()'",
        "write each piece to the destination, or append to a 'StringBuilder'");

    private static string Action(string body) => Snippet.Controller($$"""
        private string _all = "";

        public async Task<IActionResult> Import(IFormFile file, string path)
        {
            await Task.Yield();
            using var reader = new StreamReader(file.OpenReadStream());
            {{body}}
            return Ok(_all);
        }

        private static async IAsyncEnumerable<string> Rows() { await Task.Yield(); yield return ""; }
        private static IEnumerable<string> Names() => [];
        """).Insert(0, "#nullable enable\n");
}
