using System.Diagnostics;
using System.Text.Json;

namespace AppFrag.Tool.Tests;

/// <summary>The tool as a shell runs it.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public JsonDocument Json => JsonDocument.Parse(Output);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails with all that was printed, which says why.</summary>
    public void MustEndWith(int exitCode) => Assert.True(ExitCode == exitCode, $"ended with {ExitCode}, not {exitCode}:\n{Error}{Output}");
}

internal static class ToolProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static string Tree(string name, string root = "proc") => Path.Combine(AppContext.BaseDirectory, "Fixtures", "proc", name, root);

    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(Command(arguments));

    /// <summary>Runs as nobody; needs root.</summary>
    public static Task<ToolResult> RunUnprivilegedAsync(params string[] arguments)
    {
        var start = Command(arguments);
        var wrapped = new ProcessStartInfo("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", start.FileName, .. start.ArgumentList]);
        // Its own home does not exist, and it may not write to root's temporary folder.
        wrapped.Environment["HOME"] = "/nonexistent";
        return RunAsync(wrapped);
    }

    public static ProcessStartInfo Command(params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "AppFrag.Tool.dll"), .. arguments]);

    public static async Task<ToolResult> RunAsync(ProcessStartInfo start)
    {
        using var process = Start(start);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ToolResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        return Process.Start(start)!;
    }
}
