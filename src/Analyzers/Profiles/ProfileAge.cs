using System.Globalization;
using AppFrag.Export.Profiles;

namespace AppFrag.Analyzers.Profiles;

/// <summary>How old a profile is, for people.</summary>
internal static class ProfileAge
{
    public static int InDays(ProfileHeader header) => (int)Math.Max(0, Math.Min(36_500, (DateTimeOffset.UtcNow - header.Generated).TotalDays));

    /// <summary><c>shop 1.4.2, commit ab12cd3, 3 days old</c></summary>
    public static string Text(ProfileHeader header)
    {
        var service = (header.Service + " " + header.Version).Trim();
        var commit = header.Commit.Length > 0 ? "commit " + header.Commit : "";
        return string.Join(", ", new[] { service, commit, AgeText(InDays(header)) }.Where(part => part.Length > 0));
    }

    private static string AgeText(int days) => days switch
    {
        0 => "less than a day old",
        1 => "1 day old",
        _ => days.ToString(CultureInfo.InvariantCulture) + " days old",
    };
}
