using System.Globalization;
using AppFrag.Tool.Kernel.Counting;

namespace AppFrag.Tool.Kernel.Hist;

/// <summary>Reads a <c>hist</c> file: one or more histograms, each with its trigger, its rows and its totals.</summary>
internal static class HistText
{
    private const string Info = "# trigger info: ";

    /// <summary>Takes the histogram of one table out of the file.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="table">Which.</param>
    /// <param name="counted">Its rows.</param>
    /// <param name="problem">What is wrong with the text, with the line.</param>
    public static bool TryParse(string text, TableSpec table, out CountedTable? counted, out string problem)
    {
        counted = null;
        bool isOurs = false;
        var rows = new List<CountedRow>();
        long lost = -1;
        int number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd('\r');
            number++;
            if (line.StartsWith(Info))
            {
                isOurs = HistTrigger.Matches(table, line[Info.Length..].ToString());
            }
            else if (isOurs && line.StartsWith("{ "))
            {
                if (!HistRow.TryParse(line, table, out var row))
                {
                    problem = $"line {number}: expected {{ keys }} hitcount: <number>";
                    return false;
                }

                rows.Add(row!);
            }
            else if (isOurs && line.TrimStart().StartsWith("Dropped:"))
            {
                if (!long.TryParse(line[(line.IndexOf(':') + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out lost))
                {
                    problem = $"line {number}: expected \"Dropped: <number>\"";
                    return false;
                }

                isOurs = false;
            }
        }

        if (lost < 0)
        {
            problem = "no whole histogram of this trigger";
            return false;
        }

        counted = new CountedTable(rows, lost, MatchesReleases: false);
        problem = "";
        return true;
    }
}
