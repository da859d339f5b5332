using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using AppFrag.Tool.Processes;
using AppFrag.Tool.Runs;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Collect;

/// <summary>The process to record, once its runtime has answered.</summary>
internal sealed record TargetProcess(RunProcess Process, DiagnosticsClient Client)
{
    private const int LeastRuntime = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public int Id => Process.Id!.Value;

    /// <summary>What its assemblies' paths begin with for us; <see langword="null"/> when its root directory is ours.</summary>
    public string? Root { get; } = RootOf(Process.Id!.Value);

    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Id);
                return !process.HasExited;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                return false;
            }
        }
    }

    /// <exception cref="CannotAttachException">There is none, or it cannot be attached to.</exception>
    public static async Task<TargetProcess> FindAsync(int? processId, string? name, CancellationToken cancellation) =>
        await AttachAsync(processId ?? await FindIdAsync(name!, cancellation), cancellation);

    private static async Task<int> FindIdAsync(string name, CancellationToken cancellation)
    {
        var found = (await ProcessList.ReadAsync(cancellation)).Where(process => string.Equals(process.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found switch
        {
            [var one] => one.ProcessId,
            [] => throw new CannotAttachException($"no .NET process is named {name}: appfrag ps lists those there are"),
            _ => throw new CannotAttachException($"{found.Length} processes are named {name}: choose one with -p ({string.Join(", ", found.Select(process => process.ProcessId))})"),
        };
    }

    private static async Task<TargetProcess> AttachAsync(int id, CancellationToken cancellation)
    {
        if (NameOf(id) is not { } name)
        {
            throw new CannotAttachException(string.Create(CultureInfo.InvariantCulture, $"there is no process {id}"));
        }

        string who = string.Create(CultureInfo.InvariantCulture, $"process {id} ({name})");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            var answer = await DiagnosticPort.AskAsync(id, deadline.Token);
            if (!int.TryParse(answer.RuntimeVersion.Split('.')[0], CultureInfo.InvariantCulture, out int major) || major < LeastRuntime)
            {
                throw new CannotAttachException($"{who} runs .NET {answer.RuntimeVersion}; this needs .NET {LeastRuntime} or newer. Record it with dotnet-trace collect --profile gc-verbose and use appfrag report");
            }

            var process = new RunProcess(id, answer.EntryAssembly.Length > 0 ? answer.EntryAssembly : name, answer.CommandLine, answer.RuntimeVersion, answer.Architecture);
            return new TargetProcess(process, await ConnectAsync(id, deadline.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CannotAttachException($"{who} does not answer within {Patience.TotalSeconds} s: stopped, or stuck");
        }
        catch (InvalidDataException exception)
        {
            throw new CannotAttachException($"{who}: {exception.Message}");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new CannotAttachException($"{who} belongs to another user: run appfrag as that user or as root");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new CannotAttachException($"{who} has no diagnostic port: it is no .NET process, runs with DOTNET_EnableDiagnostics=0, belongs to another user, or has just ended");
        }
    }

    private static async Task<DiagnosticsClient> ConnectAsync(int id, CancellationToken cancellation)
    {
        // By its path where it has one: the client itself looks in our own temporary folder only.
        if (!OperatingSystem.IsWindows() && DiagnosticSockets.Find(id) is { } socket && !socket.StartsWith(Path.GetTempPath(), StringComparison.Ordinal))
        {
            return (await DiagnosticsClientConnector.FromDiagnosticPort(socket + ",connect", cancellation)).Instance;
        }

        return new DiagnosticsClient(id);
    }

    private static string? NameOf(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static string? RootOf(int id)
    {
        string root = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/root");
        try
        {
            // The same file behind both: mount namespaces differ even where both roots are called "/".
            return OperatingSystem.IsLinux() && !IsOurs(id) ? root : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsOurs(int id) =>
        File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/ns/mnt"), returnFinalTarget: false)?.Name == File.ResolveLinkTarget("/proc/self/ns/mnt", returnFinalTarget: false)?.Name
        && File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/root"), returnFinalTarget: false)?.FullName == "/";
}
