using System.Diagnostics.Tracing;
using System.Net.Sockets;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests.Sources;

[Collection(nameof(OneAgentAtATime))]
public sealed class OwnDiagnosticPortTests
{
    private const string TemporaryFolder = "TMPDIR";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly EventPipeSessionConfiguration Configuration =
        new([new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational)], 16, requestRundown: false, requestStackwalk: false);

    [Fact]
    public async Task Client_StartsSessions_WithoutLookingIntoTheTemporaryFolderAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the port is a file in the temporary folder");
        DiagnosticsClient client = OwnDiagnosticPort.Client();
        string? before = Environment.GetEnvironmentVariable(TemporaryFolder);
        DirectoryInfo empty = Directory.CreateTempSubdirectory();
        try
        {
            Environment.SetEnvironmentVariable(TemporaryFolder, empty.FullName);

            Assert.Throws<ServerNotAvailableException>(() => new DiagnosticsClient(Environment.ProcessId).StartEventPipeSession(Configuration));
            using EventPipeSession session = client.StartEventPipeSession(Configuration);
            Assert.NotNull(session.EventStream);
            session.Stop();

            // Where there is none, the client says so, and does not take one of the same process id for its own.
            Assert.Throws<ServerNotAvailableException>(() => OwnDiagnosticPort.Client().StartEventPipeSession(Configuration));
            using var another = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            another.Bind(new UnixDomainSocketEndPoint(Path.Combine(empty.FullName, $"dotnet-diagnostic-{Environment.ProcessId}-1-socket")));
            another.Listen();

            // Who connected to it would wait for an answer.
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            await Assert.ThrowsAsync<ServerNotAvailableException>(() =>
                Task.Run(() => OwnDiagnosticPort.Client().StartEventPipeSession(Configuration), cancellation).WaitAsync(Patience, cancellation));
        }
        finally
        {
            Environment.SetEnvironmentVariable(TemporaryFolder, before);
            empty.Delete(recursive: true);
        }
    }

    /// <summary>Where containers share a temporary folder, a process 1 finds the sockets of all others.</summary>
    [Fact]
    public void Client_TakesItsOwnSocket_NotTheNewestOfItsId()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the port is a file in the temporary folder");
        string another = Path.Combine(Path.GetTempPath(), $"dotnet-diagnostic-{Environment.ProcessId}-1-socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(another));
        try
        {
            File.SetLastWriteTimeUtc(another, DateTime.UtcNow.AddMinutes(1));

            using EventPipeSession session = OwnDiagnosticPort.Client().StartEventPipeSession(Configuration);

            Assert.NotNull(session.EventStream);
            session.Stop();
        }
        finally
        {
            File.Delete(another);
        }
    }
}
