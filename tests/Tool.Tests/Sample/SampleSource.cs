namespace AppFrag.Tool.Tests.Sample;

/// <summary>The sample's source: lines that are known to allocate carry a comment with their name.</summary>
internal static class SampleSource
{
    private const string Mark = "// allocation: ";

    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary><c>File.cs:line</c> of every marked line.</summary>
    public static IReadOnlySet<string> MarkedLines { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "samples", "PeakTraffic", "Features"), "*.cs")
        .SelectMany(file => File.ReadLines(file).Select((line, i) => (line, place: $"{Path.GetFileName(file)}:{i + 1}")))
        .Where(pair => pair.line.Contains(Mark, StringComparison.Ordinal))
        .Select(pair => pair.place)
        .ToHashSet();
}
