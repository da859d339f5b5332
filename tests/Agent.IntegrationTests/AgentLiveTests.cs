using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>The whole agent in this process, with the real OpenTelemetry SDK.</summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class AgentLiveTests(ITestOutputHelper output)
{
    private const string SizeTag = "test.size";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task LargeAllocations_OfConcurrentNestedFlows_LandOnTheSpanThatMadeThem()
    {
        using var source = new ActivitySource("AppFrag.LiveTests");
        var spans = new ConcurrentSpans();
        using IHost host = Build(source.Name, spans);
        await host.StartAsync(TestContext.Current.CancellationToken);

        using var stop = new CancellationTokenSource();
        Task load = Task.WhenAll(Enumerable.Range(0, 64).Select(flow => Flow(source, flow, stop.Token)));
        bool enough = await spans.WaitFor("gc.large_allocation", 200, Deadline);
        await stop.CancelAsync();
        await load;
        await ReportNamesTheSite();
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(enough, $"only {spans.Named("gc.large_allocation").Count} spans came");
        Dictionary<string, Activity> parents = spans.All().Where(s => s.Source.Name == source.Name).ToDictionary(s => s.SpanId.ToHexString());
        int judged = 0;
        foreach (Activity allocation in spans.Named("gc.large_allocation"))
        {
            // A parent may still have been open when the load stopped counting.
            if (parents.TryGetValue(allocation.ParentSpanId.ToHexString(), out Activity? parent))
            {
                judged++;
                Assert.Equal(parent.TraceId, allocation.TraceId);
                Assert.Equal(parent.GetTagItem(SizeTag), allocation.GetTagItem("appfrag.allocation.size"));
                Assert.InRange(allocation.StartTimeUtc, parent.StartTimeUtc.AddMilliseconds(-5), parent.StartTimeUtc + parent.Duration + TimeSpan.FromMilliseconds(5));
                Assert.EndsWith("AgentLiveTests.cs", (string?)allocation.GetTagItem("code.file.path"), StringComparison.Ordinal);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{judged} allocations judged, all on the right span"));
        Assert.True(judged >= 150, $"only {judged} of the spans had a finished parent");

        // Sums by route follow the spans by a second.
        async Task ReportNamesTheSite()
        {
            Model.AppFragReport report;
            long start = Stopwatch.GetTimestamp();
            do
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
                report = host.Services.GetRequiredService<AppFragAgent>().CaptureReport(TimeSpan.FromMinutes(1));
            }
            while (report.Sites.Count == 0 && Stopwatch.GetElapsedTime(start) < Deadline);

            Assert.Contains(report.Sites, site => site.Method.EndsWith("AgentLiveTests.Allocate", StringComparison.Ordinal) && site.Line is not null);
            Assert.Contains(report.Sources, s => s is { Name: "gc-events", State: Model.SourceState.Ok });
            Assert.Contains(report.Sources, s => s is { Name: "allocation-samples", State: Model.SourceState.Ok });
        }
    }

    [Fact]
    public async Task InvalidOptions_LeaveTheHostRunning_WithoutTheAgent()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddAppFrag(options => options.SamplingBurst = TimeSpan.FromHours(1));
        using IHost host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<AppFragAgent>().CaptureReport(TimeSpan.FromMinutes(1)));
        Assert.Contains("not running", exception.Message, StringComparison.Ordinal);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task SecondHostInTheProcess_StartsNoSecondAgent_AndTheFirstOneStays()
    {
        using IHost first = Build("none", new ConcurrentSpans());
        using IHost second = Build("none", new ConcurrentSpans());
        await first.StartAsync(TestContext.Current.CancellationToken);
        await second.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(first.Services.GetRequiredService<AppFragAgent>().CaptureReport(TimeSpan.FromSeconds(10)));
        Assert.Throws<InvalidOperationException>(() => second.Services.GetRequiredService<AppFragAgent>().CaptureReport(TimeSpan.FromSeconds(10)));
        await second.StopAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(first.Services.GetRequiredService<AppFragAgent>().CaptureReport(TimeSpan.FromSeconds(10)));
        await first.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IHost Build(string source, ConcurrentSpans spans)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddAppFrag(options =>
        {
            options.SamplingInterval = TimeSpan.FromSeconds(1);
            options.SamplingBurst = TimeSpan.FromMilliseconds(300);
            options.MaxSpansPerSecond = 1000;
            options.CpuBudget = 1;
        });
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(source).AddProcessor(spans))
            .WithMetrics(metrics => metrics.AddMeter("System.Runtime"));
        return builder.Build();
    }

    // A request with two children that allocate arrays of their own size on either side of thread hops.
    private static async Task Flow(ActivitySource source, int flow, CancellationToken stop)
    {
        await Task.Yield();
        var random = new Random(flow);
        while (!stop.IsCancellationRequested)
        {
            using (Activity? request = source.StartActivity("request", ActivityKind.Server, parentContext: default))
            {
                await Task.WhenAll(Child(source, random.Next(90_000, 400_000)), Child(source, random.Next(90_000, 400_000)));
                request?.SetTag(SizeTag, 0L);
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static async Task Child(ActivitySource source, int size)
    {
        await Task.Yield();
        using Activity? child = source.StartActivity("child");
        child?.SetTag(SizeTag, (long)((size + 24 + 7) & ~7));
        byte[] before = Allocate(size);
        await Task.Run(() => GC.KeepAlive(Allocate(size)), CancellationToken.None);
        await Task.Yield();
        GC.KeepAlive(Allocate(size));
        GC.KeepAlive(before);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static byte[] Allocate(int size) => new byte[size];
}
