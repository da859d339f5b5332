using System.Collections.Immutable;
using AppFrag.Corpus.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Corpus.Running;

/// <summary>Runs the rules over compilations and measures what that costs.</summary>
internal static class RuleRun
{
    /// <summary>Findings of all compilations in order of path and line, with the time of each rule.</summary>
    /// <param name="compilations">The projects of one repository.</param>
    /// <param name="concurrent">As the compiler does it; off gives the order of the source.</param>
    public static async Task<RunResult> RunAsync(IReadOnlyList<(string Project, CSharpCompilation Compilation)> compilations, bool concurrent)
    {
        List<Finding> findings = [];
        List<string> faults = [];
        Dictionary<string, TimeSpan> times = [];
        foreach ((string _, CSharpCompilation compilation) in compilations)
        {
            CompilationWithAnalyzers analyzing = new(compilation.Clone(), Rules.All, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                (exception, analyzer, _) =>
                {
                    lock (faults)
                    {
                        faults.Add($"{analyzer.GetType().Name}: {exception}");
                    }
                },
                concurrentAnalysis: concurrent,
                logAnalyzerExecutionTime: true));
            AnalysisResult result = await analyzing.GetAnalysisResultAsync(CancellationToken.None);
            foreach (Diagnostic diagnostic in result.GetAllDiagnostics())
            {
                (diagnostic.Id.StartsWith("AF", StringComparison.Ordinal) ? null : faults)?.Add(diagnostic.ToString());
                findings.Add(Finding.From(diagnostic));
            }

            foreach ((DiagnosticAnalyzer analyzer, Microsoft.CodeAnalysis.Diagnostics.Telemetry.AnalyzerTelemetryInfo telemetry) in result.AnalyzerTelemetryInfo)
            {
                string name = analyzer.GetType().Name;
                times[name] = times.GetValueOrDefault(name) + telemetry.ExecutionTime;
            }
        }

        return new RunResult([.. findings.Order()], faults.ToImmutableArray(), times);
    }
}
