using AppFrag.OtlpReceiver;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>AppFrag's spans as a trace backend receives them from the sample, over gRPC.</summary>
[Collection(PeakTrafficTestGroup.Name)]
public sealed class OtlpSpansTests(PeakTrafficRun run, ITestOutputHelper output)
{
    private const int Server = 2;
    private const int EnoughSpans = 20;

    [Fact]
    public void LargeAllocation_Parent_IsTheServerSpanOfItsTrace()
    {
        Assert.True(Allocations.Count() >= EnoughSpans, $"only {Allocations.Count()} spans came");
        Assert.All(Allocations, span => Assert.Equal(Server, Parent(span).Kind));
    }

    [Fact]
    public void LargeAllocation_Size_IsWhatTheRequestItselfWroteDown()
    {
        var compared = Allocations.Where(span => Truth(Parent(span)) is not null).ToArray();

        Assert.True(compared.Length >= EnoughSpans, $"only {compared.Length} spans can be compared");
        Assert.All(compared, span => Assert.Contains((long)span.Attributes["appfrag.allocation.size"]!, Truth(Parent(span))!));
    }

    [Fact]
    public void LargeAllocation_ByOneSizedRequests_AreOfManySizes() =>
        Assert.True(Allocations.Where(span => Parent(span).Attributes.ContainsKey("sample.allocation.size")).DistinctBy(span => span.Attributes["appfrag.allocation.size"]).Count() >= 3);

    [Fact]
    public void LargeAllocation_Start_LiesWithinItsRequest() =>
        Assert.All(Allocations, span => Assert.InRange(span.Start, Parent(span).Start - ClockError, Parent(span).End + ClockError));

    /// <summary>From the allocation to the receiver: sampled, named, written, batched by the SDK (200 ms at most) and sent.</summary>
    [Fact]
    public void LargeAllocation_AtTheReceiver_IsThereWithinTwoSeconds()
    {
        double[] seconds = [.. Allocations.Select(span => (span.ReceivedAt - span.Start).TotalSeconds).Order()];

        Assert.True(seconds.Length >= EnoughSpans, $"only {seconds.Length} spans came");
        double p95 = seconds[(int)(seconds.Length * 0.95)];
        output.WriteLine(FormattableString.Invariant($"{seconds.Length} spans: median {seconds[seconds.Length / 2]:0.00} s, p95 {p95:0.00} s, latest {seconds[^1]:0.00} s"));
        Assert.InRange(p95, 0, 2);
    }

    [Theory]
    [InlineData("checksums", nameof(SampleSource.NaiveScratch), "ComputeNaive")]
    [InlineData("images", nameof(SampleSource.NaiveImage), "UploadNaive")]
    public void LargeAllocation_Line_IsTheTrueOne(string route, string marker, string method)
    {
        var truth = marker == nameof(SampleSource.NaiveScratch) ? SampleSource.NaiveScratch : SampleSource.NaiveImage;

        var named = Allocations.Where(span => Parent(span).Name.EndsWith("naive/" + route, StringComparison.Ordinal) && span.Attributes.ContainsKey("code.line.number")).ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, span =>
        {
            Assert.EndsWith("samples/PeakTraffic/" + truth.File, (string)span.Attributes["code.file.path"]!, StringComparison.Ordinal);
            Assert.Equal((long)truth.Line, span.Attributes["code.line.number"]);
            Assert.EndsWith(method, (string)span.Attributes["code.function.name"]!, StringComparison.Ordinal);
            Assert.Equal("System.Byte[]", span.Attributes["appfrag.allocation.type"]);
            Assert.Equal("loh", span.Attributes["dotnet.gc.heap.generation"]);
        });
    }

    [Fact]
    public void LargeAllocation_BehindAFrameworkMethod_NamesThePersonsLineAndTheMethod()
    {
        var copies = Allocations.Where(span => span.Attributes.GetValueOrDefault("appfrag.allocation.via") is string via && via.EndsWith("MemoryStream.ToArray", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(copies);
        Assert.All(copies, span => Assert.Equal((long)SampleSource.NaiveExportCopy.Line, span.Attributes["code.line.number"]));
    }

    [Fact]
    public void Pause_Parent_IsAServerSpanThatWasUnderWay() =>
        Assert.All(run.Received.Spans.Where(span => span.Name == "gc.pause"), pause =>
        {
            var request = Parent(pause);
            Assert.Equal(Server, request.Kind);
            Assert.True(pause.Start < request.End + ClockError && pause.End > request.Start - ClockError, $"{pause} is not within {request}");
            Assert.Matches("^gen[012]$", (string)pause.Attributes["dotnet.gc.heap.generation"]!);
            Assert.NotEmpty((string)pause.Attributes["appfrag.gc.reason"]!);
        });

    // Wall-clock times of spans and timestamps of events are read from different clocks.
    private static TimeSpan ClockError => TimeSpan.FromMilliseconds(5);

    private IEnumerable<ReceivedSpan> Allocations => run.Received.Spans.Where(span => span is { Scope: "AppFrag", Name: "gc.large_allocation" });

    private static long[]? Truth(ReceivedSpan request) =>
        request.Attributes.GetValueOrDefault("sample.allocation.size") is long size ? [size]
        : request.Attributes.GetValueOrDefault("sample.allocation.sizes") is object?[] sizes ? [.. sizes.Cast<long>()]
        : null;

    private ReceivedSpan Parent(ReceivedSpan span) => _byId.Value.TryGetValue((span.TraceId, span.ParentSpanId), out var parent)
        ? parent
        : throw new InvalidOperationException($"the parent of {span} did not come");

    private readonly Lazy<Dictionary<(string, string), ReceivedSpan>> _byId = new(() => run.Received.Spans.ToDictionary(span => (span.TraceId, span.SpanId)));
}
