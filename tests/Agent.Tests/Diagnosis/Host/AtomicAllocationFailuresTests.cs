using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class AtomicAllocationFailuresTests
{
    private static Finding? Detect(HostReport now, params (int Order, long Count)[] failures) => new AtomicAllocationFailures().Detect(
        Moment(now) with { KernelLog = new KernelLogReport(failures.ToDictionary(failure => failure.Order, failure => failure.Count), "kworker: page allocation failure: order:2") });

    [Fact]
    public void SmallOrdersFailed_RaisesTheReserveByAQuarter()
    {
        var finding = Detect(Healthy, (2, 7), (0, 1));

        Assert.Equal("sudo sysctl -w vm.min_free_kbytes=84992", finding?.Command);
        Assert.Equal("sudo sysctl -w vm.min_free_kbytes=67584", finding?.Undo);
        Assert.Equal("67584", finding?.Setting?.DefaultValue);
        Assert.Contains("never a share of memory", finding?.Action, StringComparison.Ordinal);
        Assert.Contains("OOM killer", finding?.Cost, StringComparison.Ordinal);
    }

    [Fact]
    public void ReserveAlreadyTwice_ChangesNothing()
    {
        var finding = Detect(Healthy.Sysctl(("min_free_kbytes", 101_377)), (2, 7));

        Assert.NotNull(finding);
        Assert.Null(finding.Setting);
        Assert.Contains("Leave vm.min_free_kbytes", finding.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void ReserveRaisedBefore_NeverPassesTwiceTheKernels() =>
        Assert.Equal("sudo sysctl -w vm.min_free_kbytes=126976", Detect(Healthy.Sysctl(("min_free_kbytes", 101_376)), (2, 7))?.Command);

    [Fact]
    public void LargeOrdersFailed_StaysSilent() => Assert.Null(Detect(Healthy, (4, 100), (9, 100)));

    [Fact]
    public void NoLog_StaysSilent() => Assert.Null(new AtomicAllocationFailures().Detect(Moment(Healthy)));
}
