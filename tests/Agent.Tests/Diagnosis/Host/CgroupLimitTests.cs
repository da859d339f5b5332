using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class CgroupLimitTests
{
    internal static HostReport AtTheLimit { get; } = Healthy.Events(("max", 40));

    private static Finding? Detect(HostReport now) => new CgroupLimit().Detect(Minute(now));

    [Fact]
    public void LimitReached_RaisesItByAQuarter()
    {
        var finding = Detect(AtTheLimit);

        Assert.Equal(EvidenceLevel.ObservedInProcess, finding?.Evidence);
        Assert.Equal(Severity.Info, finding?.Severity);
        Assert.Equal("echo 671088640 | sudo tee /sys/fs/cgroup/shop.slice/memory.max", finding?.Command);
        Assert.Equal("echo 536870912 | sudo tee /sys/fs/cgroup/shop.slice/memory.max", finding?.Undo);
        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("Would more RAM help? Not while", StringComparison.Ordinal));
    }

    [Fact]
    public void InsideAContainer_LowersTheHeapInstead()
    {
        var finding = Detect(AtTheLimit with { Cgroup = AtTheLimit.Cgroup! with { Path = "/" } });

        // The group before was another one, so only what the new one counted since it was made is known.
        Assert.Null(finding);
        var before = Healthy with { Cgroup = Healthy.Cgroup! with { Path = "/" } };
        finding = new CgroupLimit().Detect(Between(before, AtTheLimit with { Cgroup = AtTheLimit.Cgroup! with { Path = "/" } }));
        Assert.Equal("export DOTNET_GCHeapHardLimitPercent=0x3C", finding?.Command);
        Assert.Equal("unset DOTNET_GCHeapHardLimitPercent", finding?.Undo);
    }

    [Fact]
    public void Version1_UsesItsFile()
    {
        var before = Healthy with { Cgroup = Healthy.Cgroup! with { Version = 1, Events = new Dictionary<string, long> { ["failcnt"] = 2 } } };
        var after = Healthy with { Cgroup = Healthy.Cgroup! with { Version = 1, Events = new Dictionary<string, long> { ["failcnt"] = 9 } } };

        var finding = new CgroupLimit().Detect(Between(before, after));

        Assert.Equal("echo 671088640 | sudo tee /sys/fs/cgroup/memory/shop.slice/memory.limit_in_bytes", finding?.Command);
    }

    [Fact]
    public void StrangeName_IsQuotedForTheShell()
    {
        const string Path = "/it's; rm -rf $HOME";
        var before = Healthy with { Cgroup = Healthy.Cgroup! with { Path = Path } };

        var finding = new CgroupLimit().Detect(Between(before, AtTheLimit with { Cgroup = AtTheLimit.Cgroup! with { Path = Path } }));

        Assert.Equal("""echo 671088640 | sudo tee '/sys/fs/cgroup/it'\''s; rm -rf $HOME/memory.max'""", finding?.Command);
    }

    [Fact]
    public void GroupWaits_IsAWarning() => Assert.Equal(Severity.Warning, Detect(AtTheLimit.Pressure(("cgroup/some", 2_000_000)))?.Severity);

    [Theory]
    [InlineData(6000, Severity.Warning)]
    [InlineData(60, Severity.Info)]
    public void GroupWithoutPressure_IsJudgedByTheFaultsOfTheProcess(long faults, Severity expected)
    {
        var before = Healthy with { PressureTotals = new Dictionary<string, long>(), Process = new ProcessMemoryReport { MajorFaults = 100 } };
        var after = AtTheLimit with { PressureTotals = new Dictionary<string, long>(), Process = new ProcessMemoryReport { MajorFaults = 100 + faults } };

        var finding = new CgroupLimit().Detect(Between(before, after));

        Assert.Equal(expected, finding?.Severity);
        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("In the same time the own process waited", StringComparison.Ordinal));
    }

    [Fact]
    public void GroupWithPressure_IsJudgedByIt_WhateverTheFaults()
    {
        var after = AtTheLimit with { Process = new ProcessMemoryReport { MajorFaults = 6000 } };

        Assert.Equal(Severity.Info, new CgroupLimit().Detect(Between(Healthy with { Process = new ProcessMemoryReport { MajorFaults = 0 } }, after))?.Severity);
    }

    [Fact]
    public void NothingCouldBeReclaimed_IsCritical() => Assert.Equal(Severity.Critical, Detect(AtTheLimit.Events(("oom", 1)))?.Severity);

    [Fact]
    public void OldEvents_StaysSilent() => Assert.Null(new CgroupLimit().Detect(Between(AtTheLimit, AtTheLimit)));

    [Fact]
    public void HostShortToo_StaysSilent() => Assert.Null(Detect(AtTheLimit.Memory(("MemAvailable", 1L << 30))));

    [Fact]
    public void NoLimit_StaysSilent() => Assert.Null(Detect(AtTheLimit with { Cgroup = AtTheLimit.Cgroup! with { LimitBytes = null, IsUnlimited = true } }));

    [Fact]
    public void NoCgroup_StaysSilent() => Assert.Null(Detect(Healthy with { Cgroup = null }));
}
