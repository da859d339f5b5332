using System.Text.RegularExpressions;
using AppFrag.Agent.Tests.Diagnosis;
using AppFrag.Agent.Tests.Sources.Host;
using AppFrag.Diagnosis;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Documentation;

/// <summary>The pages under docs say what the code does: every instrument, attribute and option, no more and no less.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Configuration_ListsEveryOption() => ReferencePage.Check("configuration.md", "options", OptionsReference.Table());

    [Fact]
    public void Spans_ListEveryAttribute()
    {
        var spans = SpansReference.Write();
        foreach (var (span, attributes) in spans)
        {
            ReferencePage.Check("spans.md", $"attributes of {span}", AttributesReference.Table(attributes));
        }

        // One that only other values would show is missing above.
        string writer = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src/Agent/Export/SpanWriter.cs"));
        Assert.Equal(
            Regex.Matches(writer, @"SetTag\(AttributeNames\.(\w+)").Select(match => match.Groups[1].Value).Distinct().Order(),
            spans.Values.SelectMany(tags => tags).Select(tag => AttributesReference.ConstantOf(tag.Key)).Distinct().Order());
    }

    [Fact]
    public void Metrics_ListEveryInstrumentAndAttribute()
    {
        var attributes = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        Check("GC", Gc);
        Check("host", Host);
        Check("agent", Agent);
        ReferencePage.Check("metrics.md", "attributes", AttributesReference.Table(attributes));

        void Check(string table, Action<InstrumentsReference> measure)
        {
            using var reference = new InstrumentsReference();
            measure(reference);
            ReferencePage.Check("metrics.md", $"{table} instruments", reference.Instruments);
            foreach (var (key, value) in reference.Attributes)
            {
                attributes[key] = value;
            }
        }
    }

    private static void Gc(InstrumentsReference reference)
    {
        var metrics = new GcMetrics(reference.Meter);
        metrics.Update(default, freeListsKnown: true);
        metrics.Record(new GcPause { Start = 0, End = 1, Generation = 2, Reason = "alloc_loh" });
        metrics.AddAllocated(AllocationKind.Loh, "/orders/{id}", 1);
        reference.Collect();
    }

    /// <summary>All recorded machines together have every file.</summary>
    private static void Host(InstrumentsReference reference)
    {
        var metrics = new HostMetricsExport(reference.Meter, perOrder: true);
        foreach (string tree in Trees.All)
        {
            using var source = new HostSource(Trees.Roots(tree), TimeProvider.System);
            source.Tick(out var sample);
            metrics.Update(() => source.CaptureReport(), sample, source.Scope);
            reference.Collect();
        }
    }

    private static void Agent(InstrumentsReference reference)
    {
        var metrics = new AgentMetrics(reference.Meter);
        metrics.SetSources([new SourceStatus("gc-events", SourceState.Ok)]);
        metrics.SetMode("gc-events", "full");
        metrics.SetFindings([Findings.In(RequestBufferWindows.Window(), ServiceDetectors.All)[0]]);
        reference.Collect();
    }
}
