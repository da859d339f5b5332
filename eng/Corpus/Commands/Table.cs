namespace AppFrag.Corpus.Commands;

/// <summary>Small tables of committed results: tab-separated, first line a header behind <c>#</c>, first cell the key.</summary>
internal static class Table
{
    public static IReadOnlyList<string[]> Read(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))]
        : [];

    /// <summary>Replaces the rows of a key and keeps the others, in order of the key.</summary>
    public static void Replace(string path, string header, string key, IEnumerable<string[]> rows) =>
        File.WriteAllLines(path, Read(path).Where(row => row[0] != key).Concat(rows)
            .OrderBy(row => row[0], StringComparer.OrdinalIgnoreCase).Select(row => string.Join('\t', row)).Prepend("# " + header));
}
