using System.Diagnostics;

namespace AppFrag.Package.Tests;

/// <summary>A service under test in a process of its own; always ended.</summary>
internal sealed class RunningService : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningService(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public static RunningService Start(ProcessStartInfo start, Uri otlpEndpoint)
    {
        start.RedirectStandardOutput = true;
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlpEndpoint.ToString();
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        start.Environment["AppFrag__SamplingBurst"] = "00:00:00.5";
        start.Environment["AppFrag__SamplingInterval"] = "00:00:01";
        start.Environment["AppFrag__CpuBudget"] = "0.2";
        return new RunningService(start);
    }

    public Task<Uri> WaitForAddressAsync(TimeSpan deadline) => _address.Task.WaitAsync(deadline);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is { } index and >= 0)
        {
            _address.TrySetResult(new Uri(line[(index + Listening.Length)..].Trim()));
        }
    }
}
