using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class UnmovableGrowthTests
{
    internal static HostReport Grown { get; } = Unmovable(566);

    private static HostReport Unmovable(long blocks) => Healthy with { Pageblocks = [new PageblockReport("Unmovable", blocks), new PageblockReport("Movable", 12086 - blocks)] };

    private static Finding? Detect(HostReport before, HostReport now, double seconds = 7) => new UnmovableGrowth().Detect(Between(before, now, seconds));

    [Fact]
    public void BlocksGrow_SaysByHowMuchAndLooksForTheHolder()
    {
        // Measured: 1 GiB in pipes, every second pipe closed.
        var finding = Detect(Healthy, Grown);

        Assert.Equal("sudo appfrag kernel --duration 30s", finding?.Command);
        Assert.Null(finding?.Undo);
        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("480 more unmovable pageblocks", StringComparison.Ordinal) && detail.Contains("86 became 566", StringComparison.Ordinal));
        Assert.Contains("Compaction cannot move it", finding?.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void BoostSwitchedOff_RestoresIt()
    {
        var finding = Detect(Healthy, Grown.Sysctl(("watermark_boost_factor", 0)));

        Assert.Equal("sudo sysctl -w vm.watermark_boost_factor=15000", finding?.Command);
        Assert.Equal("sudo sysctl -w vm.watermark_boost_factor=0", finding?.Undo);
    }

    [Fact]
    public void FewBlocksMore_StaysSilent() => Assert.Null(Detect(Healthy, Unmovable(149)));

    [Fact]
    public void SmallShareMore_StaysSilent() => Assert.Null(Detect(Unmovable(4000), Unmovable(4900)));

    [Fact]
    public void BlocksShrink_StaysSilent() => Assert.Null(Detect(Grown, Healthy));

    [Fact]
    public void OneReading_SaysOnlyThatItIsMuch()
    {
        var finding = new UnmovableGrowth().Detect(Moment(Unmovable(4000)));

        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("whether they become more is unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void OneReadingOfAnOrdinaryMachine_StaysSilent() => Assert.Null(new UnmovableGrowth().Detect(Moment(Grown)));

    [Fact]
    public void NotRoot_StaysSilent() => Assert.Null(Detect(Healthy, Grown with { PageblockOrder = null, Pageblocks = [] }));
}
