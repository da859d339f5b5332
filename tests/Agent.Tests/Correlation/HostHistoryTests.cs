using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public class HostHistoryTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private static HostReport At(double seconds) => new()
    {
        Timestamp = Start.AddSeconds(seconds),
        PageSize = 4096,
        PmdOrder = 9,
        Zones = [],
        Memory = new Dictionary<string, long>(),
        Vmstat = new Dictionary<string, long>(),
        PressureTotals = new Dictionary<string, long>(),
        Sources = [],
    };

    private static HostHistory Filled(double interval, double until)
    {
        var history = new HostHistory();
        for (double time = 0; time <= until; time += interval)
        {
            history.Add(At(time));
        }

        return history;
    }

    [Fact]
    public void Add_KeepsWhatIsCompared_AndNothingElse()
    {
        var history = new HostHistory();
        HostReport report = At(0) with
        {
            Memory = new Dictionary<string, long> { ["SUnreclaim"] = 1 },
            Vmstat = new Dictionary<string, long> { ["compact_stall"] = 2 },
            Pageblocks = [new PageblockReport("Unmovable", 3)],
            SlabCaches = [new SlabCacheReport("dentry", 4, 1, 1)],
            Process = new ProcessMemoryReport { MajorFaults = 5 },
            Nodes = [new NodeReport(0, 50, 60)],
            Sysctl = new Dictionary<string, long> { ["min_free_kbytes"] = 6 },
            TransparentHugePages = new Dictionary<string, string> { ["enabled"] = "madvise" },
            Sources = [new SourceStatus("vmstat", SourceState.Ok)],
        };

        history.Add(report);

        HostReport kept = Assert.IsType<HostReport>(history.Oldest);
        Assert.Equal((report.Memory, report.Vmstat, report.PressureTotals), (kept.Memory, kept.Vmstat, kept.PressureTotals));
        Assert.Equal((report.Pageblocks, report.SlabCaches, report.Process), (kept.Pageblocks, kept.SlabCaches, kept.Process));
        Assert.Empty(kept.Nodes);
        Assert.Empty(kept.Sysctl);
        Assert.Empty(kept.TransparentHugePages);
        Assert.Empty(kept.Sources);
    }

    [Fact]
    public void At_LongEnough_GivesTheLatestReadingNotAfterIt()
    {
        var history = Filled(10, 60);

        Assert.Equal(Start.AddSeconds(20), history.At(Start.AddSeconds(25))?.Timestamp);
    }

    [Fact]
    public void At_BeforeTheFirst_GivesTheFirst() => Assert.Equal(Start, Filled(10, 60).At(Start.AddHours(-1))?.Timestamp);

    [Fact]
    public void At_Empty_GivesNothing() => Assert.Null(new HostHistory().At(Start));

    [Theory]
    [InlineData(10)]
    [InlineData(0.1)]
    public void Oldest_AfterHours_IsTenMinutesOldAndTheRestFew(double interval)
    {
        double until = interval < 1 ? 900 : 7200;
        var history = Filled(interval, until);
        var now = Start.AddSeconds(until);

        Assert.InRange((now - history.Oldest!.Timestamp).TotalSeconds, 530, 600.1);
        var kept = Enumerable.Range(0, 700).Select(second => history.At(now.AddSeconds(-second))).OfType<HostReport>().Distinct().Count();
        Assert.InRange(kept, 10, interval < 1 ? 90 : 22);
    }

    [Fact]
    public void Add_ClockSetBack_ForgetsWhatCannotBeCompared()
    {
        var history = Filled(10, 600);

        history.Add(At(5));

        Assert.Equal(Start.AddSeconds(5), history.Oldest?.Timestamp);
    }
}
