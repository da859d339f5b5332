using System.Globalization;

namespace AppFrag.Export.Profiles;

/// <summary>The first line of a profile. Compiled into the analyzers too, for netstandard2.0.</summary>
internal static class ProfileHeaderText
{
    private const string Start = "# ";
    private const string SchemaName = "appfrag.profile/";

    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? TryRead(string line, out ProfileHeader? header)
    {
        header = null;
        var fields = line.Split('\t');
        if (!fields[0].StartsWith(Start + SchemaName, StringComparison.Ordinal))
        {
            return "the first line does not begin with '" + Start + Profile.Schema + "': this is no profile";
        }

        if (fields[0] != Start + Profile.Schema)
        {
            return "schema " + ProfileReader.Shown(fields[0].Substring(Start.Length)) + " is not known (" + Profile.Schema + " is)";
        }

        DateTimeOffset? generated = null;
        string service = "", version = "", commit = "";
        var window = 0.0;
        foreach (var field in fields)
        {
            var (key, value) = Split(field);
            switch (key)
            {
                case "generated" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time):
                    generated = time;
                    break;
                case "window" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out window) && window >= 0 && window <= double.MaxValue:
                    break;
                case "generated" or "window":
                    return key + " " + ProfileReader.Shown(value) + (key == "window" ? " is no number of seconds" : " is no time like 2026-11-22T21:00:00Z");
                case "service":
                    service = value;
                    break;
                case "version":
                    version = value;
                    break;
                case "commit":
                    commit = value;
                    break;
                default:
                    // Others may be added.
                    break;
            }
        }

        if (generated is not { } at)
        {
            return "the first line does not say when it was made (generated=…)";
        }

        header = new ProfileHeader(at, service, version, commit, window);
        return null;
    }

    private static (string Key, string Value) Split(string field)
    {
        var equals = field.IndexOf('=');
        return equals < 0 ? (field, "") : (field.Substring(0, equals), field.Substring(equals + 1));
    }
}
