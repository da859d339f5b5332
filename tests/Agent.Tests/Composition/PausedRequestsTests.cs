using System.Diagnostics;
using AppFrag.Composition;
using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Composition;

public sealed class PausedRequestsTests : IDisposable
{
    private readonly ActivitySource _source = new("AppFrag.Tests.Paused");
    private readonly EndedRequests _ended = new(TimeSpan.FromMilliseconds(10));
    private readonly PausedRequests _requests;

    public PausedRequestsTests() =>
        _requests = new PausedRequests(_ended, new Timeline(), new SpanWriter(_source, TimeProvider.System, maxPerSecond: 10, maxPerTrace: 1));

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Tick_PauseKnownAfterTheRequestEnded_FindsIt()
    {
        End(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _requests.Tick([]));

        Assert.Equal(1, _requests.Tick([Pause(before: TimeSpan.FromSeconds(0.5))]));
        Assert.Equal(0, _requests.Tick([]));
    }

    [Fact]
    public void Tick_RequestThatEndsAfterThePauseIsKnown_FindsIt()
    {
        Assert.Equal(0, _requests.Tick([Pause(before: TimeSpan.FromSeconds(30))]));
        End(TimeSpan.FromSeconds(60));

        Assert.Equal(1, _requests.Tick([]));
    }

    [Fact]
    public void Tick_BothAtOnce_CountsOnce_AndOnlyWhatWasInFlight()
    {
        End(TimeSpan.FromSeconds(1));
        End(TimeSpan.FromMilliseconds(20));

        Assert.Equal(1, _requests.Tick([Pause(before: TimeSpan.FromSeconds(0.5)), Pause(before: TimeSpan.FromSeconds(5))]));
    }

    private static GcPause Pause(TimeSpan before)
    {
        long end = Stopwatch.GetTimestamp() - (long)(before.TotalSeconds * Stopwatch.Frequency);
        return new GcPause { Start = end - (Stopwatch.Frequency / 50), End = end, Generation = 2, Reason = "alloc_loh" };
    }

    private void End(TimeSpan duration)
    {
        DateTime end = DateTime.UtcNow;
        using var activity = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        activity.SetIdFormat(ActivityIdFormat.W3C).SetStartTime(end - duration).Start().SetEndTime(end).Stop();
        _ended.Add(activity);
    }
}
