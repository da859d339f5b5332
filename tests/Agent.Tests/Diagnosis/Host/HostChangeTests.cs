using AppFrag.Diagnosis;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class HostChangeTests
{
    [Fact]
    public void TwoReadings_GiveTheRise()
    {
        var change = HostChange.Of(Between(Healthy.With(("compact_stall", 5)), Healthy.With(("compact_stall", 9))));

        Assert.Equal(4, change?.Vmstat("compact_stall"));
        Assert.Equal("within 60 s", change?.Span);
    }

    [Fact]
    public void OneReading_GivesTheTotal()
    {
        var change = HostChange.Of(Moment(Healthy.With(("compact_stall", 9))));

        Assert.Equal(9, change?.Vmstat("compact_stall"));
        Assert.Equal("since boot", change?.Span);
    }

    [Fact]
    public void CounterFell_IsUnknown() =>
        Assert.Null(HostChange.Of(Between(Healthy.With(("compact_stall", 9)), Healthy))?.Vmstat("compact_stall"));

    [Fact]
    public void CounterAppeared_IsUnknown() =>
        Assert.Null(HostChange.Of(Between(Healthy, Healthy.With(("new_counter", 9))))?.Vmstat("new_counter"));

    [Fact]
    public void AnotherCgroup_HasNoRise() =>
        Assert.Null(HostChange.Of(Between(Healthy with { Cgroup = Healthy.Cgroup! with { Path = "/other" } }, Healthy.Events(("max", 3))))?.CgroupEvent("max"));

    [Fact]
    public void ReadingFromTheFuture_IsNotComparedWith() =>
        Assert.True(HostChange.Of(new DiagnosisWindow { Length = TimeSpan.Zero, EarlierHost = Healthy with { Timestamp = Start.AddHours(1) }, LatestHost = Healthy })?.IsSinceBoot);
}
