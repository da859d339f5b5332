using AppFrag.Corpus.Git;

namespace AppFrag.Corpus.Loading;

/// <summary>The C# sources and project files of one commit.</summary>
/// <param name="Sources">Path and text of every <c>.cs</c> file.</param>
/// <param name="Projects">Every <c>.csproj</c>.</param>
/// <param name="Shared">Every <c>Directory.Build.props</c>.</param>
internal sealed record SourceTree(
    IReadOnlyList<(string Path, string Text)> Sources,
    IReadOnlyList<ProjectFile> Projects,
    IReadOnlyList<ProjectFile> Shared)
{
    public static SourceTree Read(string clone, string commit)
    {
        List<(string Path, string Id)> files = [.. GitObjects.List(clone, commit).Where(file => IsWanted(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal)];
        IReadOnlyList<string> texts = GitObjects.Read(clone, [.. files.Select(file => file.Id)]);
        List<(string, string)> sources = [];
        List<ProjectFile> projects = [];
        List<ProjectFile> shared = [];
        for (int i = 0; i < files.Count; i++)
        {
            string path = files[i].Path;
            if (path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            {
                sources.Add((path, texts[i]));
            }
            else
            {
                (path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? projects : shared).Add(ProjectFile.Parse(path, texts[i]));
            }
        }

        return new SourceTree(sources, projects, shared);
    }

    private static bool IsWanted(string path) =>
        path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(path).Equals("Directory.Build.props", StringComparison.OrdinalIgnoreCase);
}
