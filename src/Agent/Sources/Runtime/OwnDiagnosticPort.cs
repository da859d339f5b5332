using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// The diagnostic port of this very process, looked for once. A client that knows a process id only reads the whole temporary folder
/// with each command, and each burst of sampling is two of them: 2.5 ms of CPU each time where 6,000 files lie there.
/// </summary>
internal static class OwnDiagnosticPort
{
    /// <returns>One that looks for the port itself, and says what is wrong, where none is found now.</returns>
    public static DiagnosticsClient Client() =>
        Find() is { } socket ? DiagnosticsClientConnector.FromDiagnosticPort(socket + ",connect", CancellationToken.None).GetAwaiter().GetResult().Instance
        : new DiagnosticsClient(Environment.ProcessId);

    private static string? Find()
    {
        string? socket = OperatingSystem.IsWindows() ? null : DiagnosticSocketFile.Find(Path.GetTempPath(), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        // A comma would end the path.
        return socket?.Contains(',', StringComparison.Ordinal) == true ? null : socket;
    }
}
