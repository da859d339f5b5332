using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Corpus.Running;

/// <summary>One compile of all projects from their text, as a build does it: parse, bind and check, with analyzers or without.</summary>
/// <param name="Wall">Time on the clock.</param>
/// <param name="Cpu">Processor time of the whole process, the garbage collector's included.</param>
internal sealed record BuildRun(TimeSpan Wall, TimeSpan Cpu)
{
    /// <param name="compilations">The projects of one repository.</param>
    /// <param name="rules">None for the compiler alone.</param>
    /// <param name="concurrent">Whether compiler and rules may use several threads.</param>
    public static async Task<BuildRun> MeasureAsync(
        IReadOnlyList<(string Project, CSharpCompilation Compilation)> compilations, ImmutableArray<DiagnosticAnalyzer> rules, bool concurrent)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        foreach ((string _, CSharpCompilation compilation) in compilations)
        {
            // Trees keep what was found out about them, so each compile has its own.
            CSharpCompilation fresh = compilation.RemoveAllSyntaxTrees()
                .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath)))
                .WithOptions(compilation.Options.WithConcurrentBuild(concurrent));
            if (rules.IsEmpty)
            {
                fresh.GetDiagnostics();
                continue;
            }

            CompilationWithAnalyzers analyzing = new(fresh, rules, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false));
            await analyzing.GetAllDiagnosticsAsync(CancellationToken.None);
        }

        return new BuildRun(Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
    }
}
