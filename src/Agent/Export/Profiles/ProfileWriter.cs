using System.Globalization;
using System.Text;

namespace AppFrag.Export.Profiles;

/// <summary>A profile as text. Pure.</summary>
internal static class ProfileWriter
{
    /// <summary>Longer texts are cut; a longer member would not be found again and is left out.</summary>
    private const int MaxText = 500;
    private const int MaxMember = 4000;

    public static string Write(Profile profile)
    {
        var text = new StringBuilder();
        ProfileHeader header = profile.Header;
        text.Append(CultureInfo.InvariantCulture, $"# {Profile.Schema}\tgenerated={header.Generated.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        Pair(text, "service", header.Service);
        Pair(text, "version", header.Version);
        Pair(text, "commit", header.Commit);
        text.Append(CultureInfo.InvariantCulture, $"\twindow={header.WindowSeconds:0}\n");
        text.Append("# ").AppendJoin('\t', Profile.Columns).Append('\n');
        foreach (ProfileRow row in profile.Rows.Where(row => row.Member.Length <= MaxMember))
        {
            string line = row.Line > 0 ? row.Line.ToString(CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture, $"{Plain(row.Member)}\t{Cut(row.File)}\t{line}\t{Cut(row.Type)}\t{row.Kind}\t{row.BytesPerSecond:0}\t{row.Share:0.####}\t{row.Samples}\t{Cut(row.Route)}\n");
        }

        return text.ToString();
    }

    private static void Pair(StringBuilder text, string key, string value)
    {
        if (value.Length > 0)
        {
            text.Append('\t').Append(key).Append('=').Append(Cut(value));
        }
    }

    private static string Cut(string value) => Plain(value.Length <= MaxText ? value : value[..MaxText]);

    // A half of a surrogate pair that was cut is not plain either.
    private static string Plain(string value) => string.Create(value.Length, value, static (plain, text) =>
    {
        for (int i = 0; i < plain.Length; i++)
        {
            bool isPair = char.IsSurrogate(text[i]) && ((i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) || (i > 0 && char.IsSurrogatePair(text[i - 1], text[i])));
            plain[i] = isPair || (ProfileText.IsPlain(text[i]) && !char.IsSurrogate(text[i])) ? text[i] : '_';
        }
    });
}
