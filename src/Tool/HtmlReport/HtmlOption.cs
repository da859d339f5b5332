using System.CommandLine;

namespace AppFrag.Tool.HtmlReport;

/// <summary><c>--html</c>: the report as one file.</summary>
internal static class HtmlOption
{
    public static Option<string?> Create() => new("--html")
    {
        Description = "Also write the report as one HTML file, with charts, that opens without a network",
        HelpName = "report.html",
    };
}
