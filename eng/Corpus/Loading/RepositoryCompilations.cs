using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Corpus.Loading;

/// <summary>
/// One compilation per project, without restore: the project's sources, the SDK's reference packs and the other projects of
/// the repository. Types that come from packages stay unbound, so the share of bound calls is part of every result.
/// </summary>
internal sealed class RepositoryCompilations
{
    private static readonly CSharpParseOptions Parsing =
        new(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: Implicit.Symbols);

    private readonly SourceTree _tree;
    private readonly IReadOnlyList<MetadataReference> _packs;
    private readonly Dictionary<string, ProjectFile> _projects;
    private readonly ILookup<string, SyntaxTree> _sources;
    private readonly Dictionary<string, CSharpCompilation> _built = [];
    private readonly HashSet<string> _building = [];

    public RepositoryCompilations(SourceTree tree, IReadOnlyList<MetadataReference> packs)
    {
        _tree = tree;
        _packs = packs;
        _projects = tree.Projects.ToDictionary(project => project.Path, StringComparer.OrdinalIgnoreCase);
        SyntaxTree[] trees = [.. tree.Sources.AsParallel().AsOrdered().Select(source =>
            CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8), Parsing, source.Path))];

        // Of several projects in one folder the first compiles its sources: each file is judged once.
        Dictionary<string, string> owners = tree.Projects.GroupBy(project => project.Folder)
            .ToDictionary(group => group.Key, group => group.First().Path, StringComparer.Ordinal);
        _sources = trees.ToLookup(syntax => Owner(syntax.FilePath, owners));
    }

    /// <summary>Every project with sources, by path; sources that no project owns come as one more, named <c>-</c>.</summary>
    public IReadOnlyList<(string Project, CSharpCompilation Compilation)> All() =>
        [.. _sources.Select(group => group.Key).Order(StringComparer.Ordinal).Select(project => (project, Build(project)))];

    private CSharpCompilation Build(string path)
    {
        if (_built.TryGetValue(path, out CSharpCompilation? done))
        {
            return done;
        }

        _building.Add(path);
        ProjectFile? project = _projects.GetValueOrDefault(path);
        List<MetadataReference> references = [.. _packs];
        foreach (string reference in References(project))
        {
            // Projects may reference each other in a circle only by mistake; the later one then goes without.
            if (_projects.TryGetValue(reference, out ProjectFile? other) && !_building.Contains(other.Path))
            {
                references.Add(Build(other.Path).ToMetadataReference());
            }
        }

        bool web = project?.IsWeb ?? false;
        string added = (UsesImplicit(project) ? Implicit.Usings(web) : "") + Implicit.Friends(project?.Friends ?? []);
        CSharpCompilation compilation = CSharpCompilation.Create(
            project?.Name ?? "loose",
            _sources[path].Append(CSharpSyntaxTree.ParseText(added, Parsing, "added-by-the-sdk.g.cs", Encoding.UTF8)),
            references,
            new CSharpCompilationOptions(
                project?.IsProgram == true ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Annotations));
        _building.Remove(path);
        return _built[path] = compilation;
    }

    /// <summary>References flow on: a project sees what the projects that it references see.</summary>
    private HashSet<string> References(ProjectFile? project)
    {
        HashSet<string> all = new(StringComparer.OrdinalIgnoreCase);
        Queue<string> open = new(project?.References ?? []);
        while (open.TryDequeue(out string? next))
        {
            if (all.Add(next) && _projects.TryGetValue(next, out ProjectFile? other))
            {
                foreach (string further in other.References)
                {
                    open.Enqueue(further);
                }
            }
        }

        return all;
    }

    private bool UsesImplicit(ProjectFile? project) =>
        project?.ImplicitUsings ?? _tree.Shared
            .Where(shared => project is not null && (shared.Folder.Length == 0 || project.Path.StartsWith(shared.Folder + "/", StringComparison.Ordinal)))
            .OrderByDescending(shared => shared.Folder.Length)
            .Select(shared => shared.ImplicitUsings).FirstOrDefault(value => value is not null) ?? false;

    private static string Owner(string source, Dictionary<string, string> owners)
    {
        string folder = source;
        while (folder.Length > 0)
        {
            int slash = folder.LastIndexOf('/');
            folder = slash < 0 ? "" : folder[..slash];
            if (owners.TryGetValue(folder, out string? project))
            {
                return project;
            }
        }

        return "-";
    }
}
