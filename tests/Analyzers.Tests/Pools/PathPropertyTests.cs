using System.Collections.Immutable;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>
/// What the rules say about generated methods is what happens when these are executed: each double return, use after return and lost buffer that
/// some execution shows is reported, and each report has an execution that shows it.
/// </summary>
public sealed class PathPropertyTests
{
    private const int MethodsOfABatch = 150;

    /// <summary>How many batches to run; each takes about a second.</summary>
    private static readonly int Batches = int.TryParse(Environment.GetEnvironmentVariable("APPFRAG_PATH_BATCHES"), out var batches) ? batches : 8;

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, Batches).Select(batch => batch * MethodsOfABatch));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Reports_AreWhatExecutionsShow(int firstSeed)
    {
        var token = TestContext.Current.CancellationToken;
        var (source, methods) = PathProgram.Generate(firstSeed, MethodsOfABatch);
        var compilation = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: token), CSharpSyntaxTree.ParseText(PathProbe.Source, cancellationToken: token)],
            InstalledFrameworks.BaseLibrary,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        var diagnostics = await compilation.WithAnalyzers([new PoolUsageRule()], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(token);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        var reported = diagnostics.Select(diagnostic => (Rule: diagnostic.Id, Line: diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1)).ToImmutableHashSet();

        using var execution = new PathExecution(compilation);
        var complete = 0;
        var wrong = new List<string>();
        foreach (var (name, first, last) in methods)
        {
            var (seen, doubtful, isComplete) = execution.Run(name);
            var own = reported.Where(report => report.Line >= first && report.Line < last).ToHashSet();

            var missed = seen.Except(own).ToList();
            var invented = isComplete ? own.Except(seen).Except(doubtful).ToList() : [];
            if (invented.Count > 0 && execution.ShowsOnLongerPaths(name, invented))
            {
                invented = [];
            }

            complete += isComplete ? 1 : 0;
            if (missed.Count > 0 || invented.Count > 0)
            {
                var lines = string.Join("\n", source.Split('\n').Select((text, index) => $"{index + 1,5} {text}").Skip(first - 1).Take(last - first));
                wrong.Add($"seed {firstSeed + methods.FindIndex(method => method.Method == name)}: missed {string.Join(", ", missed)}; invented {string.Join(", ", invented)}\n{lines}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {methods.Count} methods:\n" + string.Join("\n\n", wrong.Take(4)));

        // Both halves of the property mean something only if most methods are walked to the end and many have something to report.
        Assert.True(complete > MethodsOfABatch * 3 / 4, $"{complete} methods were walked completely");
        Assert.True(reported.Count > MethodsOfABatch, $"{reported.Count} reports");
    }
}
