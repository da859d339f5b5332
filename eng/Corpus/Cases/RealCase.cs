using System.Globalization;

namespace AppFrag.Corpus.Cases;

/// <summary>A bug that shipped and was fixed: the rule is to find it before and to be silent after.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Before">Commit that has the bug.</param>
/// <param name="After">Commit that mends it; <c>-</c> where only silence before is asked.</param>
/// <param name="Path">End of the file's path.</param>
/// <param name="Lines">Lines before the fix, by comma.</param>
/// <param name="Rules">Rules of which one is to fire at each line, by comma.</param>
/// <param name="Expectation"><c>found</c>, <c>silent</c>, or <c>out-of-reach</c>.</param>
/// <param name="Why">What the bug is, or why it is out of reach.</param>
internal sealed record RealCase(string Repository, string Before, string After, string Path, string Lines, string Rules, string Expectation, string Why)
{
    public IReadOnlyList<int> LineNumbers => [.. Lines.Split(',').Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    public IReadOnlyList<string> RuleIds => Rules.Split(',');

    /// <summary>The cases of a tab-separated file.</summary>
    /// <exception cref="CorpusException">A line has another number of cells.</exception>
    public static IReadOnlyList<RealCase> Read(string path) =>
        [.. File.ReadLines(path).Select((line, index) => (Text: line, Number: index + 1)).Where(line => line.Text.Length > 0 && line.Text[0] != '#').Select(line =>
            line.Text.Split('\t') is [var repository, var before, var after, var file, var lines, var rules, var expectation, var why]
                ? new RealCase(repository, before, after, file, lines, rules, expectation, why)
                : throw new CorpusException($"{path}:{line.Number}: eight cells separated by tabs are needed"))];
}
