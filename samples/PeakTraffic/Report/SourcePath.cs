using System.Runtime.CompilerServices;

namespace PeakTraffic.Report;

/// <summary>Source files as a reader of this project knows them: <c>Features/Checksums.cs</c>.</summary>
internal static class SourcePath
{
    // Where the compiler saw this project; the same mapping as in the debug symbols, whatever the build does to paths.
    private static readonly string ProjectDirectory = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))! + "/";

    public static string Relative(string file)
    {
        var path = file.Replace('\\', '/');
        var project = ProjectDirectory.Replace('\\', '/');
        return path.StartsWith(project, StringComparison.Ordinal) ? path[project.Length..] : path;
    }

    /// <summary>The same inside a text.</summary>
    public static string Shorten(string text) => text.Replace(ProjectDirectory, "", StringComparison.Ordinal);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
