using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net.Sockets;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>A diagnostics port that takes connections and never answers.</summary>
public sealed class SessionStartTests
{
    private static readonly EventPipeSessionConfiguration Configuration =
        new([new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational)], 16, requestRundown: false, requestStackwalk: false);

    [Fact]
    public void Run_WhenThePortDoesNotAnswer_GivesUpAtTheDeadline()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the port is a Unix domain socket named after the process");
        using Process stranger = Process.Start("sleep", ["60"]);
        string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{stranger.Id}-1-socket"));
        try
        {
            using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            silent.Bind(new UnixDomainSocketEndPoint(path));
            silent.Listen();
            long start = Stopwatch.GetTimestamp();

            var exception = Assert.Throws<TimeoutException>(() => SessionStart.Run(new DiagnosticsClient(stranger.Id), Configuration, TimeSpan.FromMilliseconds(300)));

            Assert.Contains("did not answer within 0.3 s", exception.Message, StringComparison.Ordinal);
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(20));
            Assert.True(silent.Poll(TimeSpan.Zero, SelectMode.SelectRead), "nobody connected");
        }
        finally
        {
            File.Delete(path);
            stranger.Kill();
        }
    }

    [Fact]
    public void Run_OwnProcess_GivesTheSession()
    {
        using EventPipeSession session = SessionStart.Run(new DiagnosticsClient(Environment.ProcessId), Configuration, TimeSpan.FromSeconds(30));

        Assert.NotNull(session.EventStream);
    }
}
