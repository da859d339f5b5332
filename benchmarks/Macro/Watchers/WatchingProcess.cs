using System.Diagnostics;

namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>A process that watches the service from outside, and the file it writes.</summary>
internal sealed class WatchingProcess(Process process, string file) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public Process Process => process;

    public static async Task<WatchingProcess> StartAsync(ProcessStartInfo start, string file, Func<string, bool> isReady, CancellationToken cancellation)
    {
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (isReady(line))
            {
                // What it prints from now on must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new WatchingProcess(process, file);
            }
        }

        throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList.Take(2))} ended before it was ready");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        File.Delete(file);
    }
}
