using System.Globalization;

namespace AppFrag.Export.Profiles;

/// <summary>
/// Reads a profile in one pass over its text, and stops at the first thing that is wrong. What it reads may have been edited,
/// merged by a version control system or made up: every length and number is bounded. Compiled into the analyzers too, for
/// netstandard2.0.
/// </summary>
internal static class ProfileReader
{
    /// <summary>Characters; 10,000 rows take about 2 million.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    public const int MaxRows = 50_000;

    private const int MaxLineLength = 8192;
    private const int MostShown = 40;

    public static ProfileReading Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return ProfileReading.Wrong(1, string.Format(CultureInfo.InvariantCulture, "is too large: {0:N0} characters, at most {1:N0} are read", text.Length, MaxLength));
        }

        ProfileHeader? header = null;
        var rows = new List<ProfileRow>();
        var rowLines = new List<int>();
        var number = 0;
        for (var start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0; start < text.Length;)
        {
            number++;
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            if (end - start > MaxLineLength)
            {
                return ProfileReading.Wrong(number, "the line is longer than " + MaxLineLength.ToString(CultureInfo.InvariantCulture) + " characters: this is no profile");
            }

            var line = text.Substring(start, end - start).TrimEnd('\r');
            start = end + 1;
            var error = ForbiddenIn(line);
            if (error is null && header is null)
            {
                error = ProfileHeaderText.TryRead(line, out header);
            }
            else if (error is null && line.Length > 0 && line[0] != '#')
            {
                error = rows.Count == MaxRows ? "there are more than " + MaxRows.ToString("N0", CultureInfo.InvariantCulture) + " rows" : ReadRow(line, rows);
            }

            if (error is not null)
            {
                return ProfileReading.Wrong(number, error);
            }

            if (rows.Count > rowLines.Count)
            {
                rowLines.Add(number);
            }
        }

        return header is null ? ProfileReading.Wrong(1, "the file is empty") : ProfileReading.Of(new Profile(header, rows), rowLines);
    }

    /// <summary>What a message may repeat of a file.</summary>
    public static string Shown(string text) => "'" + (text.Length <= MostShown ? text : text.Remove(MostShown) + "…") + "'";

    /// <summary>Nothing that moves a cursor, hides or reorders text, or is no text at all.</summary>
    private static string? ForbiddenIn(string line)
    {
        foreach (var c in line)
        {
            if (c != '\t' && !ProfileText.IsPlain(c))
            {
                return string.Format(CultureInfo.InvariantCulture, "holds the character U+{0:X4}: this is no text file of AppFrag", (int)c);
            }
        }

        return null;
    }

    private static string? ReadRow(string line, List<ProfileRow> rows)
    {
        var fields = line.Split('\t');

        // More may be added behind the last one.
        if (fields.Length < Profile.Columns.Length)
        {
            return string.Format(CultureInfo.InvariantCulture, "{0} columns where {1} are expected ({2})", fields.Length, Profile.Columns.Length, string.Join(", ", Profile.Columns));
        }

        if (!fields[0].StartsWith("M:", StringComparison.Ordinal) || fields[0].Length == "M:".Length)
        {
            return "member " + Shown(fields[0]) + " is no documentation-comment id of a method (M:…)";
        }

        var sourceLine = 0;
        if (fields[2].Length > 0 && (!int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out sourceLine) || sourceLine < 0))
        {
            return "line " + Shown(fields[2]) + " is no line number";
        }

        if (fields[4] is not ("loh" or "poh" or "soh"))
        {
            return "kind " + Shown(fields[4]) + " is none of loh, poh, soh";
        }

        if (!TryRead(fields[5], double.MaxValue, out var bytesPerSecond))
        {
            return "bytes_per_second " + Shown(fields[5]) + " is no number from 0 on";
        }

        if (!TryRead(fields[6], 1, out var share))
        {
            return "share " + Shown(fields[6]) + " is no number from 0 to 1";
        }

        if (!long.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out var samples))
        {
            return "samples " + Shown(fields[7]) + " is no number of samples";
        }

        rows.Add(new ProfileRow(fields[0], fields[1], sourceLine, fields[3], fields[4], bytesPerSecond, share, samples, fields[8]));
        return null;
    }

    private static bool TryRead(string text, double most, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= 0 && value <= most;
}
