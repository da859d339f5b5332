using System.Globalization;
using AppFrag.Corpus.Git;
using AppFrag.Corpus.Loading;
using AppFrag.Corpus.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Corpus.Commands;

/// <summary><c>time</c>: what each rule costs beside the compile, best of several rounds; nothing is compared and nothing written.</summary>
internal static class TimeCommand
{
    public static async Task<int> RunAsync(Layout layout, Clones clones, string? only, int rounds)
    {
        IReadOnlyList<MetadataReference> packs = ReferencePacks.Load();
        foreach (string[] row in Table.Read(layout.Repositories).Where(row => only is null || row[0].Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            await RunAsync(row[0], SourceTree.Read(clones.Find(row[0]), row[1]), packs, rounds);
        }

        return 0;
    }

    private static async Task RunAsync(string repository, SourceTree tree, IReadOnlyList<MetadataReference> packs, int rounds)
    {
        IReadOnlyList<(string Project, CSharpCompilation Compilation)> compilations = new RepositoryCompilations(tree, packs).All();
        for (int round = 1; round <= rounds; round++)
        {
            RunResult result = await RuleRun.RunAsync(compilations, concurrent: false);
            CompileTime compile = result.Compile;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{repository} round {round}: rules {result.RuleTime.TotalSeconds:0.000} s; parse {compile.Parse.TotalSeconds:0.00}, bind {compile.Bind.TotalSeconds:0.00}, emit {compile.Emit.TotalSeconds:0.00} s; {result.RuleTime / compile.Bind:P1} of bind, {result.RuleTime / compile.ParseAndBind:P1} of parse and bind"));
            foreach ((string rule, TimeSpan time) in result.Times.OrderByDescending(time => time.Value))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {time.TotalSeconds:0.000} {rule}"));
            }
        }
    }
}
