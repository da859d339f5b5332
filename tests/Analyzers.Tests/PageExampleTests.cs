using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests;

/// <summary>
/// The C# blocks of the rule pages are true: where a line says the rule's id in a comment the rule reports that line and no other, and in a block without
/// such a comment it reports nothing.
/// </summary>
public sealed partial class PageExampleTests
{
    /// <summary>What the examples name and don't declare.</summary>
    private const string Surroundings = """
        public record struct Point(int X);
        public record Order(int Id);
        public class Row { public string ToCsv() => ""; }
        public class RowSet { public async IAsyncEnumerable<Row> AsAsyncEnumerable() { await Task.Yield(); yield return new Row(); } }
        public class Database { public RowSet Rows { get; } = new(); }
        public class Renderer { public Task RenderAsync(int id, Stream target) => Task.CompletedTask; }
        public interface IStore { Task SaveAsync(ReadOnlyMemory<byte> content); }
        """;

    private const string Members = """
            private readonly WebApplication app = null!;
            private readonly Database db = new();
            private readonly Renderer _renderer = new();
            private readonly HttpContext context = null!;
            private readonly IFormFile file = null!;
            private readonly IStore store = null!;
            private readonly Stream source = null!, target = null!, body = null!, stream = null!;
            private long remaining = 1L << 30;
            private static Point Sample(int i) => new(i);
            private static bool IsSigned(ReadOnlySpan<byte> content) => content.Length > 0;
            private static Task WriteRowsAsync(Stream stream) => Task.CompletedTask;
            private static void Process(Span<Order> batch) => batch.Clear();
            private static void Use(byte[] buffer, int count) => buffer.AsSpan(0, count).Clear();
            private static void Parse(byte[] buffer, int count) => Console.WriteLine(buffer[count - 1]);
        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(LargeArrayRule).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var id in CaseBalanceTests.RuleIds.Select(row => row.Data))
            {
                for (var index = 0; index < BlocksOf(id).Count; index++)
                {
                    data.Add(id, index);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Block_IsReportedWhereItSaysSo(string id, int index)
    {
        var block = BlocksOf(id)[index];
        var source = Wrap(block, isServed: id.StartsWith("AF0", StringComparison.Ordinal) && id is not (RuleIds.IterationBuffer or RuleIds.LongPinned));
        var lines = source.Split('\n');
        var said = lines.Select((line, number) => (line, number)).Where(entry => entry.line.Contains("// " + id, StringComparison.Ordinal)).Select(entry => entry.number);
        var reported = (await DiagnosticsAsync(source)).Where(diagnostic => diagnostic.Id == id).Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(said.Select(number => lines[number]), reported.Order().Select(number => lines[number]));
    }

    [Theory]
    [MemberData(nameof(CaseBalanceTests.RuleIds), MemberType = typeof(CaseBalanceTests))]
    public void Page_ShowsCodeBeforeAndAfter(string id)
    {
        var blocks = BlocksOf(id);
        Assert.Contains(blocks, block => block.Contains("// " + id, StringComparison.Ordinal));
        Assert.Contains(blocks, block => !block.Contains("// " + id, StringComparison.Ordinal));
    }

    private static List<string> BlocksOf(string id) =>
        CodeBlock().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Docs", id + ".md")).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value).ToList();

    /// <summary>A block is a type, the members of a class, or statements: as a controller's, or as those of a class that no request is known to reach.</summary>
    private static string Wrap(string block, bool isServed)
    {
        var head = isServed ? "public class ShopController : ControllerBase\n{\n" : "public class Job\n{\n";
        if (block.Contains("class ", StringComparison.Ordinal))
        {
            return Surroundings + "\n" + block;
        }

        var asMembers = head + block + "}\n";
        if (!block.StartsWith("var ", StringComparison.Ordinal) && !CSharpSyntaxTree.ParseText(asMembers).GetDiagnostics().Any())
        {
            return Surroundings + "\n" + head + Members + "\n" + block + "}\n";
        }

        var (result, end) = block.Contains("return;", StringComparison.Ordinal) ? ("Task", "") : ("Task<object>", "return null!;\n");
        return Surroundings + "\n" + head + Members + $"\npublic async {result} Run(int n, int length, int count)\n{{\nawait Task.Yield();\n" + block + end + "}\n}\n";
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source)
    {
        var token = TestContext.Current.CancellationToken;
        var compilation = CSharpCompilation.Create(
            "Shop",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: token), CSharpSyntaxTree.ParseText(Snippet.Usings + "\nglobal using Microsoft.IO;", cancellationToken: token)],
            InstalledFrameworks.WithRecyclableStreams,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions([KeyValuePair.Create(RuleIds.RentalNotReturnedOnException, ReportDiagnostic.Info)]));
        Assert.Empty(compilation.GetDiagnostics(token).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return await compilation.WithAnalyzers(Rules, new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(token);
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
