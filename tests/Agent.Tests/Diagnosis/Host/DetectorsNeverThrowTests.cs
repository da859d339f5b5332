using AppFrag.Diagnosis;
using AppFrag.Model;
using FsCheck;
using FsCheck.Fluent;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

/// <summary>Numbers of a copied tree may be anybody's: none may make a detector throw, or a command that cannot be meant.</summary>
public class DetectorsNeverThrowTests
{
    private const int Cases = 3000;

    private static readonly long[] Extremes =
        [0, 1, 2, 59, 1000, 67584, 100_000, int.MaxValue, 1L << 40, 1L << 52, long.MaxValue / 1024, long.MaxValue / 2, long.MaxValue - 1, long.MaxValue];

    [Fact]
    public void AllDetectors_AnyNumbers_GiveFindingsOrNone() => Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        var before = Any(random);
        var now = Any(random);
        foreach (var window in (DiagnosisWindow[])[Between(before, now, random.Next(0, 700)), Moment(now), Between(now, now)])
        {
            var log = new KernelLogReport(new Dictionary<int, long> { [random.Next(12)] = Extreme(random) }, null);
            foreach (var finding in Findings.In(window with { KernelLog = log }, HostDetectors.All))
            {
                Assert.True(finding.Setting is null || !finding.Setting.ProposedValue.StartsWith('-'), finding.Command);
                Assert.True(finding.Setting is null || finding.Command != finding.Undo, finding.Command);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static HostReport Any(System.Random random) => Healthy with
    {
        PageSize = random.Next(2) == 0 ? 4096 : 65536,
        Zones = random.Next(3) == 0 ? [] : [.. Healthy.Zones.Select(zone => random.Next(2) == 0 ? zone : zone with { Watermarks = new ZoneWatermarks(Extreme(random), Extreme(random), Extreme(random), Extreme(random), Extreme(random), null) }), .. InPieces],
        FreeListCompleteness = random.Next(2) == 0 ? null : random.NextDouble() * 3,
        Memory = Numbers(random, Healthy.Memory),
        Vmstat = Numbers(random, Healthy.Vmstat),
        PressureTotals = Numbers(random, Healthy.PressureTotals),
        Sysctl = Numbers(random, Healthy.Sysctl),
        RecommendedMinFreeKbytes = random.Next(2) == 0 ? null : Extreme(random),
        TransparentHugePages = random.Next(2) == 0 ? Healthy.TransparentHugePages : new Dictionary<string, string> { ["enabled"] = "always", ["defrag"] = "always" },
        Pageblocks = random.Next(3) == 0 ? [] : [new PageblockReport("Unmovable", Extreme(random)), new PageblockReport("Movable", Extreme(random))],
        PageblockOrder = random.Next(0, 60),
        Process = new ProcessMemoryReport { MemoryMaps = Extreme(random), MemoryMapLimit = Extreme(random), MajorFaults = Extreme(random) },
        Cgroup = new CgroupReport(1 + random.Next(2), random.Next(2) == 0 ? "/" : "/a", Extreme(random), Extreme(random), false, Numbers(random, Healthy.Cgroup!.Events)),
        SlabCaches = [new SlabCacheReport("dentry", Extreme(random), 1, 1)],
    };

    private static Dictionary<string, long> Numbers(System.Random random, IReadOnlyDictionary<string, long> names) =>
        names.Keys.Where(_ => random.Next(4) > 0).ToDictionary(name => name, _ => Extreme(random));

    private static long Extreme(System.Random random) => Extremes[random.Next(Extremes.Length)];
}
