using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AppFrag.Tool.Commands;

/// <summary><c>--refresh-interval 2</c>: seconds between two pictures, as dotnet-counters has it.</summary>
internal static class RefreshOption
{
    public static Option<double> Create(double fallback, string description) => new("--interval", "--refresh-interval")
    {
        Description = $"{description} (0.1 to 3600)",
        HelpName = "seconds",
        DefaultValueFactory = _ => fallback,
        CustomParser = Parse,
    };

    private static double Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.1 and <= 3600)
        {
            return seconds;
        }

        result.AddError($"--interval {text}: expected 0.1 to 3600 seconds.");
        return 0;
    }
}
