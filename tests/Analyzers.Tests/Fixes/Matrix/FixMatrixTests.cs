using System.Text.RegularExpressions;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AppFrag.Analyzers.Tests.Fixes.Matrix;

/// <summary>
/// Every fix, for every rule it fixes, in every shape of code around it: it is offered, it leaves nothing to fix, what it makes compiles and does the same on the
/// same bodies, and no comment or directive is lost. A cell in which none is offered says why.
/// </summary>
public sealed partial class FixMatrixTests
{
    /// <summary>Not in the matrix: a fix is told the expression only, which here is one that the other rules of the same fix report as well.</summary>
    private const string ProfiledAllocation = "AF2001";

    private static readonly byte[][] Bodies = [[], "{\"Id\":17,\"Name\":\"Zoë\"}"u8.ToArray(), [.. Enumerable.Range(0, 150_000).Select(i => (byte)(i * 7))]];

    /// <summary>Cells without a fix, and why.</summary>
    private static readonly Dictionary<(string Kernel, string Shape), string> Declared = new()
    {
        [("JsonStream AF0004", FixShape.Synchronous)] = "the parser of a stream has to be awaited",
        [("AwaitBeforeReturn AF1003", FixShape.Synchronous)] = "nothing can be awaited there",
        [("JsonStream AF0004", FixShape.Conditional)] = "another build may read the text in another way",
        [("StreamCopy AF0004", FixShape.Conditional)] = "another build may take the content in another way",
    };

    public static TheoryData<string, string> Cells
    {
        get
        {
            TheoryData<string, string> cells = [];
            foreach (var kernel in FixKernel.All)
            {
                foreach (var shape in FixShape.All)
                {
                    cells.Add(kernel.Name, shape.Name);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Fix_KeepsWhatTheCodeDoes(string kernelName, string shapeName)
    {
        var kernel = FixKernel.All.Single(one => one.Name == kernelName);
        var shape = FixShape.All.Single(one => one.Name == shapeName);
        using var editor = new EditorHost(shape.Source(kernel), shape.Rest);
        using var original = await CompiledSubject.CompileAsync(editor.Document);
        var before = await TextAsync(editor);
        var offered = await editor.ApplyAllAsync(kernel.Rule, kernel.Fix, atOnce: shapeName == FixShape.FixAll);
        if (Declared.TryGetValue((kernelName, shapeName), out var reason))
        {
            Assert.False(offered, $"A fix is offered where none should be because {reason}.");
            return;
        }

        Assert.True(offered, "No fix is offered:\n" + before);
        using var changed = await CompiledSubject.CompileAsync(editor.Document);
        var after = await TextAsync(editor);
        Assert.Equal(Trivia().Matches(before).Select(match => match.Value).Order(), Trivia().Matches(after).Select(match => match.Value).Order());
        foreach (var body in Bodies)
        {
            Assert.Equal(await original.RunAsync(body), await changed.RunAsync(body));
        }
    }

    [Fact]
    public void EveryRuleOfEveryFix_IsInTheMatrix()
    {
        var fixes = typeof(RentBufferFixProvider).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds, (type, rule) => (type.Name, rule))
            .ToLookup(pair => pair.rule == ProfiledAllocation);
        Assert.Equal(fixes[false].Order(), FixKernel.All.Select(kernel => (kernel.Fix.Name, kernel.Rule)).Order());
        Assert.All(fixes[true], pair => Assert.Contains(fixes[false], other => other.Name == pair.Name));
        Assert.All(Declared.Keys, cell => Assert.Contains(Cells, row => (row.Data.Item1, row.Data.Item2) == cell));
    }

    private static async Task<string> TextAsync(EditorHost editor) => (await editor.Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    [GeneratedRegex("// (before|after) [0-9]+|#(if|endif|region|endregion).*")]
    private static partial Regex Trivia();
}
