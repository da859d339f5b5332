namespace AppFrag.Agent.Tests.Documentation;

/// <summary>
/// Tables of a page under docs that are made from the code, each between two comments. They must be as the code makes them;
/// with <c>APPFRAG_WRITE_REFERENCE=1</c> they are written.
/// </summary>
internal static class ReferencePage
{
    private const string Switch = "APPFRAG_WRITE_REFERENCE";
    private const string End = "<!-- end -->";

    public static void Check(string page, string table, IEnumerable<string> lines)
    {
        string path = Path.Combine(RepositoryFiles.Root, "docs", page);
        string text = File.ReadAllText(path);
        string begin = $"<!-- made from the code: {table} -->\n";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{page} has no table '{table}'");
        from += begin.Length;
        int to = text.IndexOf(End, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"{page}: table '{table}' has no end");
        string made = string.Concat(lines.Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            File.WriteAllText(path, string.Concat(text.AsSpan(0, from), made, text.AsSpan(to)));
            return;
        }

        Assert.Equal(made, text[from..to]);
    }

    public static string Row(params IEnumerable<string> cells) => "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))) + " |";

    public static IEnumerable<string> Table(string[] heads, IEnumerable<string> rows) => [Row(heads), "|" + string.Concat(heads.Select(_ => "---|")), .. rows];
}
