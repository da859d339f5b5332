using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class AddressSpaceExhaustionTests
{
    internal static HostReport Crowded { get; } = Maps(50_000);

    internal static HostReport Maps(long? maps, long? limit = 65530) => Healthy with { Process = new ProcessMemoryReport { MemoryMaps = maps, MemoryMapLimit = limit } };

    private static Finding? Detect(HostReport now) => new AddressSpaceExhaustion().Detect(Minute(now));

    [Fact]
    public void ManyMappings_DoublesTheLimitAndSaysWhatHappensThere()
    {
        var finding = Detect(Crowded);

        Assert.Equal(Severity.Warning, finding?.Severity);
        Assert.Equal(EvidenceLevel.ObservedInProcess, finding?.Evidence);
        Assert.Equal("sudo sysctl -w vm.max_map_count=131060", finding?.Command);
        Assert.Equal("sudo sysctl -w vm.max_map_count=65530", finding?.Undo);
        Assert.Contains("+49,760 in 60 s.", finding?.Details ?? []);
    }

    [Fact]
    public void HardlyAnyLeft_IsCritical() => Assert.Equal(Severity.Critical, Detect(Maps(60_000))?.Severity);

    [Fact]
    public void ThreeFifths_StaysSilent() => Assert.Null(Detect(Maps(39_318)));

    [Fact]
    public void LimitIsHuge_ChangesNothing() => Assert.Null(Detect(Maps(1_400_000_000, 2_000_000_000))?.Command);

    [Fact]
    public void MappingsUnknown_StaysSilent() => Assert.Null(Detect(Maps(null)));

    [Fact]
    public void LimitUnknown_StaysSilent() => Assert.Null(Detect(Maps(50_000, null)));

    [Fact]
    public void NoProcess_StaysSilent() => Assert.Null(Detect(Healthy with { Process = null }));
}
