using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

public sealed class EndedRequestsTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly EndedRequests _ended = new(Shortest);

    [Fact]
    public void Take_GivesALongRequestOnce_WithItsIdentityAndTime()
    {
        using Activity request = Ended(TimeSpan.FromMilliseconds(50));
        _ended.Add(request);

        EndedRequest taken = Assert.Single(Take());
        Assert.Equal((request.TraceId, request.SpanId), (taken.TraceId, taken.SpanId));
        Assert.Equal(50, Stopwatch.GetElapsedTime(taken.Start, taken.End).TotalMilliseconds, 0.1);
        Assert.InRange(Stopwatch.GetElapsedTime(taken.End), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Empty(Take());
    }

    [Fact]
    public void Add_LeavesOut_Short_Unrecorded_Inner_AndBackdated()
    {
        using Activity shortOne = Ended(Shortest / 2);
        using Activity unrecorded = Ended(Shortest * 2, ActivityTraceFlags.None);
        using Activity yesterdays = Ended(Shortest * 2, endedBefore: TimeSpan.FromHours(24));
        using var outer = new Activity("outer");
        outer.Start();
        using Activity inner = Ended(Shortest * 2);
        outer.Stop();
        Assert.Same(outer, inner.Parent);
        Assert.All([shortOne, unrecorded, yesterdays, inner], _ended.Add);

        Assert.Empty(Take());
    }

    [Fact]
    public void Add_WithoutTaking_IsBounded_AndSaysWhatIsLost()
    {
        using Activity request = Ended(Shortest * 2);
        for (int i = 0; i < EndedRequests.Capacity + 5; i++)
        {
            _ended.Add(request);
        }

        Assert.Equal(EndedRequests.Capacity, Take().Count);
        Assert.Equal(5, _ended.Lost);
    }

    private static Activity Ended(TimeSpan duration, ActivityTraceFlags flags = ActivityTraceFlags.Recorded, TimeSpan endedBefore = default)
    {
        DateTime end = DateTime.UtcNow - endedBefore;
        var activity = new Activity("request") { ActivityTraceFlags = flags };
        activity.SetIdFormat(ActivityIdFormat.W3C).SetStartTime(end - duration).Start().SetEndTime(end).Stop();
        return activity;
    }

    private List<EndedRequest> Take()
    {
        var taken = new List<EndedRequest>();
        _ended.Take(taken);
        return taken;
    }
}
