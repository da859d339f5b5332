namespace AppFrag.Tool.Terminal;

/// <summary>A bar one character wide.</summary>
internal static class BarLevel
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Ascii = ".:-=+*%#";

    /// <param name="share">How full, above 0 to 1; the least visible level for less.</param>
    /// <param name="isUnicode">Whether the terminal can show blocks.</param>
    public static char Of(double share, bool isUnicode)
    {
        string levels = isUnicode ? Blocks : Ascii;
        return levels[Math.Clamp((int)Math.Ceiling(share * levels.Length) - 1, 0, levels.Length - 1)];
    }
}
