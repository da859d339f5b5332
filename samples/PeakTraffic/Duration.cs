using System.CommandLine.Parsing;
using System.Globalization;

namespace PeakTraffic;

/// <summary>Reads <c>30</c>, <c>30s</c>, <c>2m</c> or <c>1h</c> from the command line.</summary>
internal static class Duration
{
    public static TimeSpan Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var unit = text.Length > 0 ? text[^1] : ' ';
        var seconds = unit switch { 'm' => 60, 'h' => 3600, _ => 1 };
        var number = char.IsLetter(unit) && unit is 's' or 'm' or 'h' ? text[..^1] : text;
        if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * seconds is >= 1 and <= 86_400)
        {
            return TimeSpan.FromSeconds(value * seconds);
        }

        argument.AddError($"'{text}' is not a duration: write 30s, 2m or 1h (at least 1s, at most 24h)");
        return default;
    }
}
