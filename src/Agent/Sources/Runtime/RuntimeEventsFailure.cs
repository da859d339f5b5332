using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>Why the runtime's events cannot be had, in words that say how to enable them.</summary>
internal static class RuntimeEventsFailure
{
    public static string Describe(Exception exception) => exception switch
    {
        ServerNotAvailableException or SocketException =>
            "the runtime's diagnostics port is not available: DOTNET_EnableDiagnostics or DOTNET_EnableDiagnostics_IPC is 0, or TMPDIR is not usable",
        UnsupportedCommandException => "this runtime does not know the diagnostics command: .NET 10 or newer is needed",
        _ => $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}",
    };
}
