using AppFrag.Corpus.Judging;
using AppFrag.Corpus.Loading;
using AppFrag.Corpus.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Corpus.Cases;

/// <summary>Runs the rules over the project that holds a case's file, at the commit before and the commit after the fix.</summary>
internal sealed class CaseCheck(IReadOnlyList<MetadataReference> packs)
{
    /// <summary>What the rules say at a case's place.</summary>
    /// <param name="clone">Of the case's repository.</param>
    /// <param name="real">The case.</param>
    public async Task<CaseResult> RunAsync(string clone, RealCase real)
    {
        (CSharpCompilation? project, SyntaxTree? file) = Load(clone, real.Before, real.Path);
        if (project is null || file is null)
        {
            throw new CorpusException($"{real.Repository} {real.Before}: no {real.Path}");
        }

        IReadOnlyList<Finding> before = await FindAsync(project, file);
        Dictionary<int, string> members = real.LineNumbers.ToDictionary(line => line, line => Member(file, line));
        Dictionary<int, IReadOnlyList<Finding>> at = real.LineNumbers.ToDictionary(
            line => line,
            line => (IReadOnlyList<Finding>)[.. before.Where(finding => finding.Line == line && real.RuleIds.Contains(finding.Id))]);

        IReadOnlyList<Finding> after = [];
        if (real.After != "-" && Load(clone, real.After, real.Path) is ({ } mended, { } mendedFile))
        {
            // Lines move with the fix; the member that held the bug is looked up by its name.
            after = [.. (await FindAsync(mended, mendedFile))
                .Where(finding => real.RuleIds.Contains(finding.Id) && members.ContainsValue(Member(mendedFile, finding.Line)))];
        }

        return new CaseResult(real, at, after, before);
    }

    private (CSharpCompilation?, SyntaxTree?) Load(string clone, string commit, string path)
    {
        foreach ((string _, CSharpCompilation compilation) in new RepositoryCompilations(SourceTree.Read(clone, commit), packs).All())
        {
            SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path || tree.FilePath.EndsWith("/" + path, StringComparison.Ordinal));
            if (tree is not null)
            {
                return (compilation, tree);
            }
        }

        return (null, null);
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(CSharpCompilation compilation, SyntaxTree file)
    {
        RunResult result = await RuleRun.RunAsync([("", compilation)], concurrent: true);
        return result.Faults.Length > 0
            ? throw new CorpusException(result.Faults[0])
            : [.. result.Findings.Where(finding => finding.Path == file.FilePath)];
    }

    /// <summary>Name of the member (or type) that holds a line.</summary>
    private static string Member(SyntaxTree tree, int line)
    {
        SyntaxNode root = tree.GetRoot();
        Microsoft.CodeAnalysis.Text.TextLine text = tree.GetText().Lines[line - 1];
        int first = text.ToString().TakeWhile(char.IsWhiteSpace).Count();
        SyntaxNode? node = root.FindToken(Math.Min(text.Start + first, root.FullSpan.End - 1)).Parent;
        return node?.AncestorsAndSelf().Select(ancestor => ancestor switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText + "()",
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
            _ => null,
        }).FirstOrDefault(name => name is not null) ?? "";
    }
}
