using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0007: collections that start empty and get large.</summary>
[Trait("Rule", RuleIds.GrowingCollection)]
public sealed class GrowingCollectionTests
{
    [Theory]
    [InlineData("var all = [|new List<object>()|]; for (var i = 0; i < 20_000; i++) { all.Add(i); } Use(all);")]
    [InlineData("var all = [|new List<long>()|]; for (var i = 0; i < 200; i++) { for (var j = 0; j <= 100; j++) { all.Add(j); } } Use(all);")]
    [InlineData("var all = [|new Dictionary<int, int>()|]; foreach (var i in Enumerable.Range(0, 10_000)) { all.Add(i, i); } Use(all);")]
    [InlineData("var all = [|new List<string>()|]; await foreach (var row in Rows()) { all.Add(row); } Use(all);")]
    [InlineData("List<string> all = [|new()|]; await foreach (var row in Rows()) { if (row != \"\") { all.Add(row); } } Use(all);")]
    [InlineData("var all = [|new List<byte>()|]; var b = new byte[4096]; int r; while ((r = body.Read(b)) > 0) { all.AddRange(b.Take(r)); } Use(all);")]
    [InlineData("var all = [|new HashSet<string>()|]; foreach (var line in System.IO.File.ReadLines(\"x\")) { all.Add(line); } Use(all);")]
    [InlineData("var all = [|new Queue<string>()|]; foreach (var x in Table().Where(x => x != \"\")) { all.Enqueue(x); } Use(all);")]
    public Task LargeCollection_Reports(string statements) => GrowingCollection.Reports(Action(statements));

    [Theory]
    [InlineData("var all = new List<object>(20_000); for (var i = 0; i < 20_000; i++) { all.Add(i); } Use(all);")]
    [InlineData("var all = new List<object>(); for (var i = 0; i < 5_000; i++) { all.Add(i); } Use(all);")]
    [InlineData("var all = new List<object>(); for (var i = 0; i < 20_000; i++) { if (i % 1_000 == 0) { all.Add(i); } } Use(all);")]
    [InlineData("var all = new List<object>(); for (var i = 0; i < 20_000; i++) { all.Add(i); if (i > n) break; } Use(all);")]
    [InlineData("var all = new List<object>(); for (var i = 0; i < n; i++) { all.Add(i); } Use(all);")]
    [InlineData("var all = new List<string>(); foreach (var name in new[] { \"a\" }) { all.Add(name); } Use(all);")]
    [InlineData("var all = new List<string>(); foreach (var name in Names()) { all.Add(name); } Use(all);")]
    [InlineData("await foreach (var row in Rows()) { var all = new List<string>(); all.Add(row); Use(all); }")]
    [InlineData("var all = new List<string>(); foreach (var row in Table().Take(100)) { all.Add(row); } Use(all);")]
    [InlineData("var all = new LinkedList<string>(); await foreach (var row in Rows()) { all.AddLast(row); } Use(all);")]
    [InlineData("var all = new List<string> { \"a\", \"b\" }; Use(all);")]
    public Task OtherCollection_StaysSilent(string statements) => GrowingCollection.StaysSilent(Action(statements));

    [Fact]
    public Task ColdCode_StaysSilent() => GrowingCollection.StaysSilent(Snippet.ColdMethod(
        "var all = new List<string>(); foreach (var line in System.IO.File.ReadLines(path)) { all.Add(line); } Use(all);"));

    [Fact]
    public Task Message_NamesCountAndBoundary() => GrowingCollection.ReportsMessage(
        Action("var all = {|#0:new List<object>()|}; for (var i = 0; i < 20_000; i++) { all.Add(i); } Use(all);"),
        "new List<object>()",
        "20,000 elements",
        "action ImportController.Import",
        8_192L,
        "give it its capacity, or work on the elements as they come");

    private static string Action(string body) => Snippet.Controller($$"""
        public async Task Import(int n)
        {
            await Task.Yield();
            var body = Request.Body;
            {{body}}
            Use(body);
        }

        private static async IAsyncEnumerable<string> Rows() { await Task.Yield(); yield return ""; }
        private static IEnumerable<string> Names() => [];
        private static IQueryable<string> Table() => Names().AsQueryable();
        """);
}
