using System.Globalization;

namespace AppFrag.Corpus.Judging;

/// <summary>Judgements of one repository as tab-separated lines, in order of path and line.</summary>
internal static class JudgementFile
{
    private const string Header = "# path\tline\tid\tseverity\tverdict\twhy";

    /// <summary>The judgements; none when there is no such file yet.</summary>
    /// <exception cref="CorpusException">A line is not of the form; the message says which.</exception>
    public static IReadOnlyList<Judgement> Read(string path)
    {
        List<Judgement> judgements = [];
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            string[] cells = lines[i].Split('\t');
            if (cells.Length != 6 || !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out int line) || cells[4] is not ("true" or "false" or Judgement.Unread))
            {
                throw new CorpusException($"{path}:{i + 1}: not \"{Header[2..].Replace('\t', ' ')}\" separated by tabs with a verdict of true, false or ?");
            }

            judgements.Add(new Judgement(cells[0], line, cells[2], cells[3], cells[4], cells[5]));
        }

        return judgements;
    }

    public static void Write(string path, IEnumerable<Judgement> judgements) =>
        File.WriteAllLines(path, judgements
            .OrderBy(judgement => judgement.Path, StringComparer.Ordinal).ThenBy(judgement => judgement.Line).ThenBy(judgement => judgement.Id, StringComparer.Ordinal)
            .Select(judgement => string.Create(CultureInfo.InvariantCulture, $"{judgement.Path}\t{judgement.Line}\t{judgement.Id}\t{judgement.Severity}\t{judgement.Verdict}\t{judgement.Why}"))
            .Prepend(Header));
}
