using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using AppFrag.Export;

namespace AppFrag.Agent.Tests;

/// <summary>The pages under docs say what the code does: every instrument, attribute and option, no more and no less.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Metrics_ListsEveryInstrumentWithItsUnit()
    {
        var emitted = new SortedDictionary<string, string>();
        using var meter = new Meter("AppFrag.DocumentationTests");
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == meter)
                {
                    emitted.Add(instrument.Name, instrument.Unit!);
                }
            },
        };
        listener.Start();
        _ = new GcMetrics(meter);
        _ = new HostMetricsExport(meter, perOrder: true);
        _ = new AgentMetrics(meter);

        Assert.Equal(string.Join('\n', emitted), string.Join('\n', Documented()));
    }

    [Fact]
    public void Spans_ListEveryAttribute_AndNoOther()
    {
        string page = Page("spans.md");
        HashSet<string> documented = [.. AttributeRow().Matches(page).Select(m => m.Groups[1].Value)];
        string writer = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src/Agent/Export/SpanWriter.cs"));
        HashSet<string> written = [.. Regex.Matches(writer, @"SetTag\(AttributeNames\.(\w+)").Select(m => ValueOf(m.Groups[1].Value))];

        Assert.Equal(written.Order(), documented.Order());
    }

    [Fact]
    public void Configuration_ListsEveryOption()
    {
        HashSet<string> documented = [.. OptionRow().Matches(Page("configuration.md")).Select(m => m.Groups[1].Value)];

        Assert.Equal(typeof(AppFragOptions).GetProperties().Select(p => p.Name).Order(), documented.Order());
    }

    private static SortedDictionary<string, string> Documented()
    {
        var documented = new SortedDictionary<string, string>();
        foreach (Match row in MetricRow().Matches(Page("metrics.md")))
        {
            foreach (Match name in InstrumentName().Matches(row.Groups[1].Value))
            {
                documented.Add(name.Value, row.Groups[2].Value);
            }
        }

        return documented;
    }

    private static string ValueOf(string constant) =>
        (string)typeof(AttributeNames).GetField(constant, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;

    private static string Page(string name) => File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", name));

    [GeneratedRegex(@"^\| ((?:`[\w.]+`(?:, )?)+) \| \w+, `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"appfrag\.[\w.]+")]
    private static partial Regex InstrumentName();

    [GeneratedRegex(@"^\| `([a-z._]+)` \| (?:string|int|double)", RegexOptions.Multiline)]
    private static partial Regex AttributeRow();

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
