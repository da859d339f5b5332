using System.Globalization;
using AppFrag.Corpus.Git;
using AppFrag.Corpus.Judging;
using AppFrag.Corpus.Loading;
using AppFrag.Corpus.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Corpus.Commands;

/// <summary><c>run</c>: all rules over the pinned repositories, compared with what was judged.</summary>
internal static class RunCommand
{
    /// <returns>0 when nothing changed and no rule failed.</returns>
    public static async Task<int> RunAsync(Layout layout, Clones clones, string? only, bool accept)
    {
        IReadOnlyList<MetadataReference> packs = ReferencePacks.Load();
        bool same = true;
        foreach (string[] row in Table.Read(layout.Repositories).Where(row => only is null || row[0].Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            same &= await RunAsync(layout, row[0], clones.Find(row[0]), row[1], packs, accept);
        }

        return same ? 0 : 1;
    }

    private static async Task<bool> RunAsync(Layout layout, string repository, string clone, string commit, IReadOnlyList<MetadataReference> packs, bool accept)
    {
        SourceTree tree = SourceTree.Read(clone, commit);
        IReadOnlyList<(string Project, CSharpCompilation Compilation)> compilations = new RepositoryCompilations(tree, packs).All();
        BoundShare bound = compilations.Select(item => BoundShare.Of(item.Compilation)).Aggregate(default(BoundShare), (sum, next) => sum + next);
        RunResult result = await RuleRun.RunAsync(compilations, concurrent: true);
        RunResult again = await RuleRun.RunAsync(compilations, concurrent: false);
        bool repeatable = result.Findings.SequenceEqual(again.Findings);

        Comparison comparison = Comparison.Of(JudgementFile.Read(layout.Judgements(repository)), result.Findings);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{repository} {commit[..10]}: {tree.Sources.Count} files, {compilations.Count} projects, {bound.Ratio:P0} of {bound.All} calls bound, {result.Findings.Length} findings"));
        Print("exception in a rule", result.Faults);
        Print("new", comparison.New.Select(finding => $"{finding.Path}:{finding.Line} {finding.Severity} {finding.Id} {finding.Message}"));
        Print("changed", comparison.Changed.Select(judgement => $"{judgement.Path}:{judgement.Line} {judgement.Id} is now {judgement.Severity} (judged {judgement.Verdict})"));
        Print("gone", comparison.Gone.Select(judgement => $"{judgement.Path}:{judgement.Line} {judgement.Id} (judged {judgement.Verdict})"));
        if (!repeatable)
        {
            Console.WriteLine("  a second, single-threaded run found something else");
        }

        if (accept)
        {
            Accept(layout, repository, commit, tree, compilations.Count, bound, result, comparison);
        }

        return (comparison.IsSame || accept) && repeatable && result.Faults.Length == 0;
    }

    private static void Accept(
        Layout layout, string repository, string commit, SourceTree tree, int projects, BoundShare bound, RunResult result, Comparison comparison)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(layout.Judgements(repository))!);
        JudgementFile.Write(layout.Judgements(repository), comparison.Accepted());
        Table.Replace(layout.Results, "repository\tcommit\tfiles\tprojects\tbound\tcalls\tfaults", repository,
            [[repository, commit, Text(tree.Sources.Count), Text(projects), Text(bound.Bound), Text(bound.All), Text(result.Faults.Length)]]);
    }

    private static void Print(string what, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Console.WriteLine($"  {what}: {line}");
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
