using AppFrag.Export;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Export;

public sealed class TraceCarrierTests
{
    /// <summary>Fails on the first runtime whose activities keep the span id elsewhere: records would then silently lose their trace.</summary>
    [Fact]
    public void Of_HasTheIdsOfTheRequest_AndWasNeverStarted()
    {
        var carrier = TraceCarrier.Of(new FindingExample("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 1, TimeSpan.Zero));

        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", carrier?.Id);
        Assert.False(carrier!.IsStopped);
        Assert.Equal(default, carrier.StartTimeUtc);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e473", "00f067aa0ba902b7")]
    [InlineData("4BF92F3577B34DA6A3CE929D0E0E4736", "00f067aa0ba902b7")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b")]
    public void Of_IdsThatAreNone_IsNothing(string trace, string span) => Assert.Null(TraceCarrier.Of(new FindingExample(trace, span, 1, TimeSpan.Zero)));
}
