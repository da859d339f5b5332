using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>How the sample ends when it is told to, or cannot begin.</summary>
[Collection(PeakTrafficTestGroup.Name)]
public sealed class SampleEndTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Terminated_UnderLoad_EndsWithItsDriver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the driver through /proc");
        using var sample = SampleProcess.Start(["--duration", "10m", "--rate", "10"]);
        await sample.WaitForLineAsync("listens on", Deadline);
        var driver = await FindChildAsync(sample.Id);

        sample.Terminate();

        Assert.Equal(130, await sample.WaitForExitAsync(Deadline));
        Assert.False(Directory.Exists($"/proc/{driver}"), "the load driver is still there");
        Assert.Contains("Interrupted: no report.", sample.Output);
    }

    [Theory]
    [InlineData("--duration soon", "'soon' is not a duration")]
    [InlineData("--duration 0s", "'0s' is not a duration")]
    [InlineData("--rate fast", "'fast' is not a rate")]
    [InlineData("--urls nonsense --serve", "'nonsense' is not an address")]
    [InlineData("--colour", "'--colour'")]
    public async Task BadOption_OneClearLine(string arguments, string named)
    {
        using var sample = SampleProcess.Start(arguments.Split(' '));

        Assert.NotEqual(0, await sample.WaitForExitAsync(Deadline));
        Assert.Contains(named, Assert.Single(sample.Output, line => line.Length > 0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--serve")]
    public async Task AddressInUse_OneClearLine(string option)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        using var sample = SampleProcess.Start([.. option.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--urls", $"http://{other.LocalEndpoint}"]);

        Assert.Equal(1, await sample.WaitForExitAsync(Deadline));
        Assert.Single(sample.Output, line => line.Contains("address already in use", StringComparison.Ordinal));
        Assert.DoesNotContain(sample.Output, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    private static async Task<string> FindChildAsync(int parent)
    {
        using var timeout = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(timeout.Token))
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                if (ParentOf(process) == parent.ToString(CultureInfo.InvariantCulture))
                {
                    return Path.GetFileName(process);
                }
            }
        }

        throw new TimeoutException("the sample started no driver");
    }

    private static string? ParentOf(string process)
    {
        try
        {
            return File.ReadAllLines(process + "/status").FirstOrDefault(line => line.StartsWith("PPid:", StringComparison.Ordinal))?[5..].Trim();
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}
