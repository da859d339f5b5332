using System.Diagnostics;
using PeakTraffic.Telemetry;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>One request as a trace backend shows it, with AppFrag's spans in their place.</summary>
internal static class TraceSection
{
    private const int MaxChildren = 6;

    public static void Write(IAnsiConsole console, TraceCollector traces)
    {
        Heading.Write(console, "A request as a trace");
        if (traces.Example() is not { } trace)
        {
            console.WriteLine("  No trace has an AppFrag span.");
            return;
        }

        var spans = trace.Spans;
        var root = spans.First(span => !RecordedTrace.IsAppFrag(span));
        var tree = new Tree($"[bold]{Markup.Escape(root.DisplayName)}[/]  {Units.Milliseconds(root.Duration)}  [grey]trace {trace.Id}[/]");
        AddChildren(tree, root, root, spans);
        console.Write(tree);

        var (compared, right) = traces.CountAttributions();
        Paragraph.Write(console, $"Of {compared} gc.large_allocation spans whose request wrote down what it allocates, {right} name a size that it did.", 2, style: "grey");
    }

    private static void AddChildren(IHasTreeNodes node, Activity parent, Activity root, IReadOnlyList<Activity> spans)
    {
        var children = spans.Where(span => span.ParentSpanId == parent.SpanId).ToArray();
        foreach (var child in children.Take(MaxChildren))
        {
            AddChildren(node.AddNode(Describe(child, root)), child, root, spans);
        }

        if (children.Length > MaxChildren)
        {
            node.AddNode($"[grey]… {children.Length - MaxChildren} more[/]");
        }
    }

    private static string Describe(Activity span, Activity root)
    {
        var offset = span.StartTimeUtc - root.StartTimeUtc;
        var start = $"{(offset < TimeSpan.Zero ? "" : "+")}{Units.Milliseconds(offset)}";
        return span.OperationName switch
        {
            "gc.large_allocation" => $"[yellow]gc.large_allocation[/]  {start}  {Markup.Escape($"{CodeNames.Type(span.GetTagItem("appfrag.allocation.type") as string)} of {span.GetTagItem("appfrag.allocation.size"):N0} bytes")}{Site(span)}",
            "gc.pause" => $"[red]gc.pause[/]  {start}  {Units.Milliseconds(span.Duration)}  {Markup.Escape($"{span.GetTagItem("dotnet.gc.heap.generation")}, {span.GetTagItem("appfrag.gc.reason")}")}",
            _ => $"{Markup.Escape(span.DisplayName)}  {start}  {Units.Milliseconds(span.Duration)}",
        };
    }

    private static string Site(Activity span) =>
        span.GetTagItem("code.file.path") is string file
            ? "  " + Markup.Escape(SourcePath.Relative(file) + (span.GetTagItem("code.line.number") is { } line ? $":{line}" : ""))
            : "";
}
