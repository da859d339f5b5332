using System.Diagnostics;
using System.Globalization;

namespace AppFrag.Package.Tests.Hook;

/// <summary>How much later a web service answers for the hook: from the start of the process to "Now listening".</summary>
[Collection(HookTestGroup.Name)]
public sealed class StartDelayTests(PublishedApps apps, ITestOutputHelper output)
{
    private const int Starts = 7;
    private const int Rounds = 3;

    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(200);

    /// <summary>The median of alternating starts. A busy machine can only make the difference larger, so one quiet round of three is enough.</summary>
    [Fact]
    public async Task WebService_ListensAtMost200MillisecondsLater()
    {
        var delay = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds && delay > Allowed; round++)
        {
            delay = await MeasureAsync();
        }

        Assert.InRange(delay, -Allowed, Allowed);
    }

    private async Task<TimeSpan> MeasureAsync()
    {
        var with = new List<TimeSpan>();
        var without = new List<TimeSpan>();
        for (var i = 0; i < Starts; i++)
        {
            without.Add(await StartAsync(apps.App("Web", "--urls", "http://127.0.0.1:0")));
            with.Add(await StartAsync(apps.Hooked("Web", "--urls", "http://127.0.0.1:0")));
        }

        var delay = Median(with) - Median(without);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Median(without).TotalMilliseconds:0} ms without, {Median(with).TotalMilliseconds:0} ms with the hook, medians of {Starts} alternating starts"));
        return delay;
    }

    private static async Task<TimeSpan> StartAsync(ProcessStartInfo start)
    {
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1";
        var begin = Stopwatch.GetTimestamp();
        using var service = new AppProcess(start);
        await service.WaitForLineAsync("Now listening on: ");
        return Stopwatch.GetElapsedTime(begin);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
