namespace AppFrag.Sources.Runtime.Methods;

/// <summary>Tells the application's assemblies from those it stands on.</summary>
internal static class UserCode
{
    private const string Own = "AppFrag.Agent";
    private static readonly string[] SharedFrameworks = ["/shared/Microsoft.", "\\shared\\Microsoft."];
    private static readonly string[] FrameworkPrefixes = ["System.", "Microsoft.", "OpenTelemetry."];
    private static readonly string[] FrameworkNames =
        ["System", "mscorlib", "netstandard", "WindowsBase", "OpenTelemetry", Own];

    /// <summary>
    /// Judged by the file, not by the runtime's directory: a self-contained application keeps both in one.
    /// </summary>
    public static bool IsUserModule(string modulePath)
    {
        if (SharedFrameworks.Any(directory => modulePath.Contains(directory, StringComparison.Ordinal)))
        {
            return false;
        }

        var name = AssemblyName(modulePath);
        return !FrameworkPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            && !FrameworkNames.Contains(name, StringComparer.Ordinal);
    }

    /// <summary>Whether it is this agent's.</summary>
    public static bool IsOwnModule(string modulePath) => AssemblyName(modulePath) == Own;

    /// <summary>
    /// Whether a type certainly is none of the application's, judged by its name alone: modules are described only
    /// after their methods.
    /// </summary>
    public static bool IsFrameworkType(ReadOnlySpan<char> typeName)
    {
        foreach (var prefix in FrameworkPrefixes)
        {
            if (typeName.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> FileName(string path) => path.AsSpan(path.LastIndexOfAny(['/', '\\']) + 1);

    private static string AssemblyName(string path)
    {
        var file = FileName(path);
        var isAssembly = file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
        return (isAssembly ? file[..^4] : file).ToString();
    }
}
