using System.Collections.Immutable;
using System.Globalization;
using AppFrag.Corpus.Git;
using AppFrag.Corpus.Loading;
using AppFrag.Corpus.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Corpus.Commands;

/// <summary>
/// <c>time</c>: what the rules add to a compile. Compiles without analyzers, with one that does nothing, and with the rules take turns, so that
/// whatever else the machine does meets all three; the medians count, after a first round that only warms up.
/// </summary>
internal static class TimeCommand
{
    public static async Task<int> RunAsync(Layout layout, Clones clones, string? only, int rounds, bool accept)
    {
        IReadOnlyList<MetadataReference> packs = ReferencePacks.Load();
        foreach (string[] row in Table.Read(layout.Repositories).Where(row => only is null || row[0].Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            await RunAsync(layout, row[0], SourceTree.Read(clones.Find(row[0]), row[1]), packs, rounds, accept);
        }

        return 0;
    }

    private static async Task RunAsync(Layout layout, string repository, SourceTree tree, IReadOnlyList<MetadataReference> packs, int rounds, bool accept)
    {
        IReadOnlyList<(string Project, CSharpCompilation Compilation)> compilations = new RepositoryCompilations(tree, packs).All();
        int lines = compilations.Sum(item => item.Compilation.SyntaxTrees.Sum(syntax => syntax.GetText().Lines.Count));
        ImmutableArray<DiagnosticAnalyzer>[] kinds = [[], [new IdleRule()], Rules.All];
        List<BuildRun>[] runs = [[], [], []];
        List<BuildRun>[] concurrent = [[], [], []];
        List<IReadOnlyDictionary<string, TimeSpan>> rules = [];
        for (int round = 0; round <= rounds; round++)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                BuildRun run = await BuildRun.MeasureAsync(compilations, kinds[kind], concurrent: false);
                BuildRun parallel = kind > 0 ? await BuildRun.MeasureAsync(compilations, kinds[kind], concurrent: true) : run;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{repository} round {round} {(kind == 0 ? "alone" : kind == 1 ? "idle" : "rules")}: {run.Cpu.TotalSeconds:0.000} s processor, {run.Wall.TotalSeconds:0.000} s, concurrent {parallel.Cpu.TotalSeconds:0.000} s processor, {parallel.Wall.TotalSeconds:0.000} s"));
                if (round > 0)
                {
                    runs[kind].Add(run);
                    concurrent[kind].Add(parallel);
                }
            }

            RunResult inRules = await RuleRun.RunAsync(compilations, concurrent: false);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{repository} round {round}: inside the rules {inRules.RuleTime.TotalSeconds:0.000} s"));
            if (round > 0)
            {
                rules.Add(inRules.Times);
            }
        }

        if (accept)
        {
            Table.Replace(layout.Builds, "repository\tlines\talone cpu\tidle cpu\trules cpu\tidle wall\trules wall\tidle concurrent wall\trules concurrent wall", repository,
                [[repository, lines.ToString(CultureInfo.InvariantCulture), Median(runs[0], run => run.Cpu), Median(runs[1], run => run.Cpu), Median(runs[2], run => run.Cpu),
                  Median(runs[1], run => run.Wall), Median(runs[2], run => run.Wall), Median(concurrent[1], run => run.Wall), Median(concurrent[2], run => run.Wall)]]);
            Table.Replace(layout.Times, "repository\trule\tseconds", repository,
                rules[0].Keys.Order(StringComparer.Ordinal).Select(rule => (string[])[repository, rule, Median(rules, times => times[rule])]));
        }
    }

    private static string Median<T>(List<T> runs, Func<T, TimeSpan> time) =>
        runs.Select(time).Order().ElementAt(runs.Count / 2).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
