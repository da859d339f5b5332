using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>What could not be read, each with its reason and what would enable it; settings that a kernel lacks share a line.</summary>
internal static class SourceText
{
    private const string Setting = "sysctl-";
    private const string Missing = " does not exist: ";

    private static readonly Style Quiet = new(Color.Grey);

    public static IEnumerable<SourceStatus> WorthNaming(IReadOnlyList<SourceStatus> sources) =>
        sources.Where(source => source.State != SourceState.Ok || source.Reason is not null);

    public static void Write(IAnsiConsole console, IReadOnlyList<SourceStatus> sources)
    {
        var named = WorthNaming(sources).ToArray();
        if (named.Length == 0)
        {
            return;
        }

        console.WriteLine();
        console.Write(new Text("Not read, or read with a caveat:"));
        console.WriteLine();
        foreach (var source in named.Where(source => !IsMissingSetting(source)))
        {
            Line(console, $"{source.Name}: {source.Reason}");
        }

        string settings = string.Join("; ", named.Where(IsMissingSetting).Select(source => $"{source.Name[Setting.Length..]} {Remedy(source)}"));
        if (settings.Length > 0)
        {
            Line(console, $"sysctl, do not exist here: {settings}");
        }
    }

    private static bool IsMissingSetting(SourceStatus source) =>
        source.Name.StartsWith(Setting, StringComparison.Ordinal) && source.Reason?.Contains(Missing, StringComparison.Ordinal) == true;

    private static string Remedy(SourceStatus source) => $"({source.Reason![(source.Reason!.IndexOf(Missing, StringComparison.Ordinal) + Missing.Length)..]})";

    private static void Line(IAnsiConsole console, string text) =>
        console.Write(new Padder(new Text(SafeText.OneLine(text), Quiet), new Padding(2, 0, 0, 0)));
}
