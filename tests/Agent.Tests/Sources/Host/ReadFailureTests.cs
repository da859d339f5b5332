using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class ReadFailureTests
{
    [Theory]
    [InlineData(95, "switched off")]
    [InlineData(1, "not readable")]
    [InlineData(13, "not readable")]
    [InlineData(5, "cannot be read")]
    public void Describe_ErrorNumber_SaysWhatItMeans(int errno, string expected)
    {
        string reason = ReadFailure.Describe(new IOException("failed", errno), "/proc/pressure/memory", "boot with psi=1");

        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.Contains("/proc/pressure/memory", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_Absent_NamesTheRemedy() =>
        Assert.Equal("/proc/x does not exist: boot with y", ReadFailure.Describe(new FileNotFoundException(), "/proc/x", "boot with y"));
}
