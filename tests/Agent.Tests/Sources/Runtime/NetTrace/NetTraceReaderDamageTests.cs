using AppFrag.Sources.Runtime.NetTrace;
using FsCheck;
using FsCheck.Fluent;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Whatever is done to a trace, it is read or refused with a format exception; no other exception, no hang.</summary>
public sealed class NetTraceReaderDamageTests
{
    [Fact]
    public void Truncation_IsRefusedOrEndsIncomplete()
    {
        var refused = 0;
        for (var length = 0; length < TraceFixture.Shop.Length; length += 97)
        {
            refused += IsRead(TraceFixture.Shop, length) ? 0 : 1;
        }

        Assert.True(refused > 1000, $"Only {refused} truncated traces were refused.");
    }

    [Fact]
    public void CorruptBytes_AreReadOrRefused()
    {
        var edits = Gen.Choose(0, TraceFixture.Shop.Length - 1).SelectMany(_ => Gen.Choose(0, 255), (at, value) => (at, value));
        Prop.ForAll(Gen.ListOf(edits).ToArbitrary(), list =>
        {
            var trace = (byte[])TraceFixture.Shop.Clone();
            foreach (var (at, value) in list)
            {
                trace[at] = (byte)value;
            }

            return Reads(trace);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void CorruptLengthsAndTags_AreReadOrRefused()
    {
        // Headers and short blocks stand close together at the start; there nearly every byte is structure.
        var edit = Gen.Choose(0, 4000).SelectMany(_ => Gen.Elements<byte>(0, 1, 5, 6, 0x7f, 0x80, 0xff), (at, value) => (at, value));
        Prop.ForAll(edit.ToArbitrary(), e =>
        {
            var trace = (byte[])TraceFixture.Shop.Clone();
            trace[e.at] = e.value;
            return Reads(trace);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static bool Reads(byte[] trace)
    {
        IsRead(trace, trace.Length);
        return true;
    }

    /// <summary>Whether it ended without a format exception; any other exception fails the test.</summary>
    private static bool IsRead(byte[] trace, int length)
    {
        try
        {
            new NetTraceReader(new MemoryStream(trace, 0, length), new PayloadSink()).ReadToEnd();
            return true;
        }
        catch (NetTraceFormatException e)
        {
            Assert.InRange(e.Offset, 0, length);
            return false;
        }
    }
}
