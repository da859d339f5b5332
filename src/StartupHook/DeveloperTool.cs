namespace AppFrag.StartupHook;

/// <summary>
/// Recognizes the SDK's own programs (dotnet, MSBuild, the compilers) and installed tools by the folder they live in. A
/// variable set in a shell or a container reaches them as well, and nobody wants them watched: they get no agent and no line.
/// </summary>
internal static class DeveloperTool
{
    private static readonly char[] Separators = ['/', '\\'];

    public static bool Is(string baseDirectory)
    {
        string[] folders = baseDirectory.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < folders.Length; i++)
        {
            // .store holds what `dotnet tool install` unpacks.
            if (folders[i] == ".store" || (folders[i] == "sdk" && i + 1 < folders.Length && IsSdk(folders, i + 1)))
            {
                return true;
            }
        }

        return false;
    }

    // A service may well live in a folder named sdk: the next one is a version and holds the SDK's own program.
    private static bool IsSdk(string[] folders, int version)
    {
        string number = folders[version].Split('-')[0];
        string root = (Path.DirectorySeparatorChar == '/' ? "/" : "") + string.Join(Path.DirectorySeparatorChar.ToString(), folders, 0, version + 1);
        return Version.TryParse(number, out _) && File.Exists(Path.Combine(root, "dotnet.dll"));
    }
}
