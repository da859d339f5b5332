using System.Globalization;
using System.Text;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>A finding as text for people; parts that it does not have are left out.</summary>
internal static class FindingText
{
    public static string Of(Finding finding)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{finding.Title} (finding {finding.Id}, evidence {(int)finding.Evidence} of 4)");
        foreach (string detail in finding.Details)
        {
            text.Append('\n').Append(detail);
        }

        Line(text, "Do", finding.Action);
        if (finding.Setting is { } setting)
        {
            Line(text, "Now", $"{setting.Name} = {setting.CurrentValue ?? "unknown"}{(setting.DefaultValue is { } usual ? $" (by default: {usual})" : "")}");
        }

        Line(text, "Run", finding.Command);
        Line(text, "Undo", finding.Undo);
        Line(text, "Cost", finding.Cost);
        Line(text, "Check", finding.Verify);
        Line(text, "Rule", finding.RuleId);
        Line(text, "Worst trace", finding.Examples is [var worst, ..] ? Example(worst) : null);
        return text.ToString();
    }

    private static string Example(FindingExample example) =>
        string.Create(CultureInfo.InvariantCulture, $"{example.TraceId} ({example.Pauses} {(example.Pauses == 1 ? "pause" : "pauses")}, {example.Paused.TotalMilliseconds:0} ms)");

    private static void Line(StringBuilder text, string label, string? content)
    {
        if (content is not null)
        {
            text.Append('\n').Append(label).Append(": ").Append(content);
        }
    }
}
