using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// The diagnostic port of this very process, looked for once. A client that knows a process id only reads the whole temporary folder
/// with each command, and each burst of sampling is two of them: 2.5 ms of CPU each time where 6,000 files lie there.
/// </summary>
internal static class OwnDiagnosticPort
{
    /// <returns>One whose commands say what is wrong where there is no port.</returns>
    public static DiagnosticsClient Client() =>
        Socket() is { } socket ? DiagnosticsClientConnector.FromDiagnosticPort(socket + ",connect", CancellationToken.None).GetAwaiter().GetResult().Instance
        : new DiagnosticsClient(Environment.ProcessId);

    /// <summary>
    /// The one file, whether it is there or not, and never the newest with our process id: where containers share a temporary folder,
    /// each may have a process 1, and with diagnostics switched off here that would be somebody else's.
    /// </summary>
    private static string? Socket()
    {
        string? socket = OperatingSystem.IsLinux() && ProcessStart.Ticks("self") is { } start
            ? DiagnosticSocketFile.Path(Path.GetTempPath(), Environment.ProcessId.ToString(CultureInfo.InvariantCulture), start)
            : null;

        // A comma would end the path; without procfs the client looks for itself.
        return socket?.Contains(',', StringComparison.Ordinal) == true ? null : socket;
    }
}
