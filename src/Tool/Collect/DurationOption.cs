using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AppFrag.Tool.Collect;

/// <summary><c>--duration</c>: <c>90</c>, <c>90s</c>, <c>5m</c>, <c>1h</c>, or <c>00:01:30</c> as dotnet-trace takes it.</summary>
internal static class DurationOption
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static Option<TimeSpan> Create() => new("--duration")
    {
        Description = "How long: 90s, 5m, 1h or hh:mm:ss (1 s to 24 h); 30s by default",
        HelpName = "time",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(30),
        CustomParser = Parse,
    };

    private static TimeSpan Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (TryParse(text, out var duration) && duration >= Least && duration <= Most)
        {
            return duration;
        }

        result.AddError($"--duration {text}: expected 1 s to 24 h, written 90s, 5m, 1h or hh:mm:ss.");
        return default;
    }

    private static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(text, [@"h\:mm\:ss", @"hh\:mm\:ss", @"d\:hh\:mm\:ss", @"dd\:hh\:mm\:ss", @"m\:ss", @"mm\:ss"], CultureInfo.InvariantCulture, out duration);
        }

        double unit = text switch { [.., 'h'] => 3600, [.., 'm'] => 60, _ => 1 };
        string number = text is [.., 's' or 'm' or 'h'] ? text[..^1] : text;
        bool isNumber = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * unit <= Most.TotalSeconds;
        duration = isNumber ? TimeSpan.FromSeconds(value * unit) : default;
        return isNumber;
    }
}
