using System.Text;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class KernelLogReaderTests
{
    private static KernelLogReport Parse(string text) => KernelLogReader.Parse(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("<4>[12345.678901] kworker/0:1: page allocation failure: order:2, mode:0x40820(GFP_ATOMIC|__GFP_COMP), nodemask=(null)")]
    [InlineData("[Mon Nov 23 02:00:00 2026] swapper/3: page allocation failure: order:2, mode:0x20(GFP_ATOMIC)")]
    [InlineData("Nov 23 02:00:00 host kernel: java: page allocation failure: order:2, mode:0x1")]
    [InlineData("java: page allocation failure. order:2, mode:0x20")]
    public void Failure_InAnyLayout_IsCountedByOrder(string line)
    {
        var log = Parse($"<6>[ 1.0] booting\n{line}\nCall Trace:\n");

        Assert.Equal(new KeyValuePair<int, long>(2, 1), Assert.Single(log.FailuresByOrder));
        Assert.Equal(line, log.Latest);
    }

    [Fact]
    public void Failures_OfSeveralOrders_AreToldApart()
    {
        var log = Parse("a: page allocation failure: order:0, x\nb: page allocation failure: order:3\nc: page allocation failure: order:4\nd: page allocation failure: order:4\n");

        Assert.Equal(2, log.Failures(0, 3));
        Assert.Equal(2, log.Failures(4, int.MaxValue));
        Assert.Equal("d: page allocation failure: order:4", log.Latest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("order:2 page allocation failure")]
    [InlineData("x: page allocation failure: order:")]
    [InlineData("x: page allocation failure: order:99")]
    [InlineData("x: page allocation failure: order:-1")]
    [InlineData("Out of memory: Killed process 1")]
    public void AnythingElse_IsNoFailure(string text) => Assert.Empty(Parse(text).FailuresByOrder);

    [Fact]
    public void EndlessLine_IsKeptShort() => Assert.True(Parse("page allocation failure: order:1" + new string('x', 100_000)).Latest!.Length <= 200);

    [Fact]
    public void LiveLog_IsReadOrNamed()
    {
        var log = KernelLog.ReadLive(out var status);

        Assert.Equal(log is null, status.State != SourceState.Ok);
        Assert.Equal(log is null, status.Reason is not null);
    }
}
