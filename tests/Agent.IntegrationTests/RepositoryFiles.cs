namespace AppFrag.Agent.IntegrationTests;

/// <summary>Where the build puts things, seen from this test's own output folder (artifacts/bin/NAME/CONFIGURATION).</summary>
internal static class RepositoryFiles
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = Own.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>The built assembly of another project, same configuration.</summary>
    public static string Output(string project) => Path.Combine(Own.Parent!.Parent!.FullName, project, Own.Name, project + ".dll");
}
