using System.Reflection.Metadata;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Where a project lay when it was compiled, from the documents of its symbols, so that a file can be named without the paths
/// of the machine that built it. The directory of the build's own files (<c>obj</c>) stands beside the project file unless
/// somebody has moved it; otherwise it is what the paths of all other documents begin with.
/// </summary>
internal sealed class ProjectDirectory
{
    private const string IntermediateFolder = "/obj/";
    private const string PackageFolder = "/.nuget/";

    private readonly string? _root;

    public ProjectDirectory(IEnumerable<string> documents)
    {
        var rooted = documents.Select(Normalize).Where(IsRooted).ToList();
        var ours = rooted.Where(path => !IsOfBuild(path) && !path.Contains(PackageFolder, StringComparison.Ordinal)).ToList();
        var common = CommonDirectory(ours);

        // Beside the project file only if the sources are there as well.
        _root = rooted.Where(IsOfBuild)
            .Select(path => path[..(path.LastIndexOf(IntermediateFolder, StringComparison.Ordinal) + 1)])
            .Distinct()
            .Where(directory => ours.Exists(path => path.StartsWith(directory, StringComparison.Ordinal)))
            .OrderByDescending(directory => directory.Length)
            .FirstOrDefault() ?? common;
    }

    /// <summary>The path from the project's directory; the bare name of a file that lies elsewhere, or when the directory is not known.</summary>
    public string Relative(string document)
    {
        var path = Normalize(document);
        return _root is { } root && path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path[(path.LastIndexOf('/') + 1)..];
    }

    public static IEnumerable<string> DocumentsOf(MetadataReader symbols) => symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name));

    private static bool IsOfBuild(string path) => path.Contains(IntermediateFolder, StringComparison.Ordinal);

    /// <summary><see langword="null"/> for fewer than two files, and when they have nothing but the root in common: then nothing tells how much of the path is the project's.</summary>
    private static string? CommonDirectory(List<string> paths)
    {
        if (paths.Count < 2)
        {
            return null;
        }

        var common = paths[0];
        foreach (var path in paths)
        {
            var length = common.AsSpan().CommonPrefixLength(path);
            common = common[..length];
        }

        var end = common.LastIndexOf('/');
        return end > 0 ? common[..(end + 1)] : null;
    }

    private static string Normalize(string path) => path.Replace('\\', '/');

    private static bool IsRooted(string path) => path.StartsWith('/') || (path.Length > 2 && path[1] == ':');
}
