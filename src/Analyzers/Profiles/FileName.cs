namespace AppFrag.Analyzers.Profiles;

/// <summary>The last part of a path of whichever system.</summary>
internal static class FileName
{
    private static readonly char[] Separators = { '/', '\\' };

    public static string Of(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1);
}
