namespace AppFrag.Agent.Tests;

/// <summary>
/// The repository, seen from this test's own output folder (artifacts/bin/NAME/CONFIGURATION). Not by CallerFilePath: a
/// deterministic build replaces the compiler's paths.
/// </summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Parent!.Parent!.Parent!.FullName;
}
