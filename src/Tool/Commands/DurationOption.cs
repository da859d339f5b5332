using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AppFrag.Tool.Commands;

/// <summary><c>--duration 10s</c>: how long to watch. Units ms, s, m, h; a plain number is seconds; <c>00:01:30</c> as dotnet-trace takes it.</summary>
internal static class DurationOption
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("", 1)];
    private static readonly string[] Clock = [@"h\:mm\:ss", @"hh\:mm\:ss", @"d\:hh\:mm\:ss", @"dd\:hh\:mm\:ss", @"m\:ss", @"mm\:ss"];

    public static Option<TimeSpan> Create(TimeSpan fallback, TimeSpan shortest, TimeSpan longest) => new("--duration")
    {
        Description = $"How long to watch: 500ms, 10s, 2m or hh:mm:ss; {Text(shortest)} to {Text(longest)}, {Text(fallback)} by default",
        HelpName = "time",
        DefaultValueFactory = _ => fallback,
        CustomParser = result => Parse(result, shortest, longest),
    };

    /// <summary>Without end by default.</summary>
    public static Option<TimeSpan?> CreateUnbounded(TimeSpan shortest, TimeSpan longest) => new("--duration")
    {
        Description = $"When to stop by itself: 30s, 2m or hh:mm:ss; {Text(shortest)} to {Text(longest)}; by default it goes on",
        HelpName = "time",
        CustomParser = result => Parse(result, shortest, longest),
    };

    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(text, Clock, CultureInfo.InvariantCulture, out duration);
        }

        duration = default;
        var (unit, factor) = Units.First(one => text.EndsWith(one.Unit, StringComparison.OrdinalIgnoreCase));
        if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            || !(number * factor < TimeSpan.MaxValue.TotalSeconds / 2))
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(number * factor);
        return true;
    }

    private static TimeSpan Parse(ArgumentResult result, TimeSpan shortest, TimeSpan longest)
    {
        string text = result.Tokens[0].Value;
        if (TryParse(text, out var duration) && duration >= shortest && duration <= longest)
        {
            return duration;
        }

        result.AddError($"--duration {text}: expected a time such as 500ms, 10s, 2m or hh:mm:ss, from {Text(shortest)} to {Text(longest)}.");
        return shortest;
    }

    private static string Text(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours}h"),
    };
}
