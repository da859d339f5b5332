using System.CommandLine;
using System.CommandLine.Parsing;

namespace AppFrag.Tool.Commands;

internal enum OutputFormat
{
    Text,
    Json,
}

internal static class OutputFormatOption
{
    public static Option<OutputFormat> Create()
    {
        var option = new Option<OutputFormat>("--format")
        {
            Description = "How to print: text (the default) or json",
            HelpName = "text|json",
            CustomParser = result => result.Tokens[0].Value.ToLowerInvariant() switch
            {
                "text" => OutputFormat.Text,
                "json" => OutputFormat.Json,
                var other => Unknown(result, other),
            },
        };
        option.CompletionSources.Add("text", "json");
        return option;
    }

    private static OutputFormat Unknown(ArgumentResult result, string value)
    {
        result.AddError($"--format {value}: expected text or json.");
        return OutputFormat.Text;
    }
}
