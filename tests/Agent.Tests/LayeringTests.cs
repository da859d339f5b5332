using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Agent.Tests;

/// <summary>
/// Holds the arrows of docs/architecture.md: a layer may name only the layers above it in the data flow. Bound by the
/// compiler, so an alias, a `var` or a full name does not slip through as it would in a search for usings.
/// </summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Model"] = [],
        ["Sources"] = ["Model"],
        ["Correlation"] = ["Model"],
        ["Diagnosis"] = ["Model", "Correlation"],
        ["Export"] = ["Model", "Correlation", "Diagnosis"],
        ["Composition"] = ["Model", "Sources", "Correlation", "Diagnosis", "Export"],
    };

    // The sources do not know each other either: a fault in one must not be able to reach another.
    private static readonly string[] Siblings = ["Sources/Host", "Sources/Requests", "Sources/Runtime"];

    private static readonly Lazy<CSharpCompilation> Agent = new(Compile);

    [Fact]
    public void EveryFolder_IsALayer() =>
        Assert.Empty(Directory.GetDirectories(Root).Select(Path.GetFileName).Except(Allowed.Keys).Except(["bin", "obj"]));

    [Fact]
    public void Layers_NameOnlyWhatIsAboveThem()
    {
        var wrong = new SortedSet<string>();
        foreach ((SyntaxTree from, ISymbol symbol) in References(Agent.Value))
        {
            foreach (string target in FilesOf(symbol))
            {
                string source = Relative(from.FilePath);
                string fromLayer = Layer(source);
                string toLayer = Layer(target);
                bool sibling = Siblings.FirstOrDefault(s => source.StartsWith(s + "/", StringComparison.Ordinal)) is { } own
                    && Siblings.Any(s => s != own && target.StartsWith(s + "/", StringComparison.Ordinal));
                if ((fromLayer != toLayer && !Allowed[fromLayer].Contains(toLayer)) || sibling)
                {
                    wrong.Add($"{source} names {symbol.ToDisplayString()} of {target}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Compilation_BindsItsOwnNames()
    {
        // Unbound names would make the test above pass for nothing.
        IEnumerable<Diagnostic> errors = Agent.Value.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is "CS0246" or "CS0234" or "CS0103");
        Assert.Empty(errors);
        Assert.Contains(References(Agent.Value), r => Layer(Relative(r.From.FilePath)) == "Composition" && FilesOf(r.Symbol).Any(f => Layer(f) == "Sources"));
    }

    private static string Root => Path.Combine(RepositoryFiles.Root, "src", "Agent");

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string Layer(string relative) => relative.Split('/')[0];

    private static IEnumerable<string> FilesOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(r => Relative(r.SyntaxTree.FilePath)).Where(f => f.Contains('/', StringComparison.Ordinal)).Distinct();

    private static IEnumerable<(SyntaxTree From, ISymbol Symbol)> References(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(t => Relative(t.FilePath).Contains('/', StringComparison.Ordinal)))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes().Where(n => n is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or MemberAccessExpressionSyntax))
            {
                if (model.GetSymbolInfo(node).Symbol is { } symbol and not INamespaceSymbol)
                {
                    yield return (tree, symbol);
                    if (symbol.ContainingType is { } type)
                    {
                        yield return (tree, type);
                    }
                }
            }
        }
    }

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        const string ImplicitUsings = "global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http;";
        IEnumerable<SyntaxTree> trees = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options, Path.Combine(Root, "GlobalUsings.cs")));
        ImmutableArray<MetadataReference> references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) != "AppFrag.Agent.dll")
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
        return CSharpCompilation.Create("Agent", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
