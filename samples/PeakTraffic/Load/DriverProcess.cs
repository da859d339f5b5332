using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PeakTraffic.Load;

/// <summary>
/// This program once more, as the load driver. A process of its own, so that what the client allocates is not counted
/// with the service.
/// </summary>
internal static class DriverProcess
{
    /// <exception cref="InvalidOperationException">The driver ended without a result, or with none of its requests answered.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled; the driver has ended.</exception>
    public static async Task<LoadResult> RunAsync(Uri service, Variant variant, double bytesPerSecond, TimeSpan duration, Action<LoadResult> progress, CancellationToken cancellation)
    {
        using var process = Process.Start(StartInfo(service, variant, bytesPerSecond, duration))
            ?? throw new InvalidOperationException("the load driver did not start");
        try
        {
            LoadResult? last = null;
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                last = JsonSerializer.Deserialize<LoadResult>(line);
                progress(last!);
            }

            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 && last is { Completed: > 0 }
                ? last
                : throw new InvalidOperationException($"the load driver ended with exit code {process.ExitCode}: {last?.FirstFailure ?? "no request was answered"}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static ProcessStartInfo StartInfo(Uri service, Variant variant, double bytesPerSecond, TimeSpan duration)
    {
        // An attached driver ends by itself when its standard input does, so even a killed parent leaves none behind.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PeakTraffic.dll"));
        }

        foreach (var argument in (string[])["drive", "--service", service.ToString(), "--variant", variant.ToString(), "--rate", Text(bytesPerSecond / 1e6), "--duration", Text(duration.TotalSeconds), "--attached"])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
