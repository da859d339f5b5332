using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Processes;

/// <summary>Finds the published diagnostic ports and asks each runtime, all at the same time.</summary>
internal static class ProcessList
{
    /// <summary>A live runtime answers within milliseconds, even under load.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<DotnetProcess>> ReadAsync(CancellationToken cancellation)
    {
        int[] ids = [.. DiagnosticsClient.GetPublishedProcesses().Distinct().Where(id => id != Environment.ProcessId).Order()];
        var processes = await Task.WhenAll(ids.Select(id => AskAsync(id, cancellation)));
        return [.. processes.OfType<DotnetProcess>()];
    }

    /// <summary>The process, with the reason if it cannot be attached to; <see langword="null"/> when it is gone.</summary>
    private static async Task<DotnetProcess?> AskAsync(int processId, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            var answer = await DiagnosticPort.AskAsync(processId, deadline.Token);
            string? name = answer.EntryAssembly.Length > 0 ? answer.EntryAssembly : NameOf(processId);
            return new DotnetProcess(processId, name, answer.CommandLine, answer.RuntimeVersion, answer.Architecture, Problem: null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unattachable(processId, $"does not answer within {Patience.TotalSeconds} s: stopped, or stuck");
        }
        catch (InvalidDataException exception)
        {
            return Unattachable(processId, exception.Message);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            return Unattachable(processId, "belongs to another user: run appfrag as that user or as root");
        }
        catch (UnauthorizedAccessException)
        {
            return Unattachable(processId, "belongs to another user: run appfrag as that user or as root");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Nobody listens: it ended in the meantime, or left its socket behind when it was killed.
            return null;
        }
    }

    private static DotnetProcess? Unattachable(int processId, string problem)
    {
        string? name = NameOf(processId);
        return name is null ? null : new DotnetProcess(processId, name, CommandLine: null, RuntimeVersion: null, Architecture: null, problem);
    }

    private static string? NameOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
