using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// The diagnostic port of this very process, looked for once. A client that knows a process id only reads the whole temporary folder
/// with each command, and each burst of sampling is two of them: 2.5 ms of CPU each time where 6,000 files lie there.
/// </summary>
internal static class OwnDiagnosticPort
{
    private const int FirstFieldAfterName = 3;

    /// <returns>One whose commands say what is wrong where there is no port.</returns>
    public static DiagnosticsClient Client() =>
        Socket() is { } socket ? DiagnosticsClientConnector.FromDiagnosticPort(socket + ",connect", CancellationToken.None).GetAwaiter().GetResult().Instance
        : new DiagnosticsClient(Environment.ProcessId);

    /// <summary>
    /// The one file, whether it is there or not, and never the newest with our process id: where containers share a temporary folder,
    /// each may have a process 1, and with diagnostics switched off here that would be somebody else's.
    /// The runtime makes the last part of the name from the time the process started (GetProcessIdDisambiguationKey, src/coreclr/pal).
    /// </summary>
    private static string? Socket()
    {
        if (!OperatingSystem.IsLinux() || StartTicks() is not { } start)
        {
            return null;
        }

        string socket = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{Environment.ProcessId}-{start}-socket"));

        // A comma would end the path.
        return socket.Contains(',', StringComparison.Ordinal) ? null : socket;
    }

    /// <summary>In clock ticks since boot: field 22 of proc_pid_stat(5), counted from behind the name, which may hold anything.</summary>
    private static string? StartTicks()
    {
        try
        {
            string stat = File.ReadAllText("/proc/self/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(22 - FirstFieldAfterName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No procfs: the client looks for itself.
            return null;
        }
    }
}
