using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>samples/PeakTraffic as a user runs it: a process of its own. Always ended, with all that it started.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private volatile TaskCompletionSource _changed = NewSignal();

    private SampleProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Output => [.. _output];

    public int Id => _process.Id;

    public static SampleProcess Start(IEnumerable<string> arguments, Uri? otlpEndpoint = null, string otlpProtocol = "grpc")
    {
        var start = new ProcessStartInfo("dotnet", ["exec", RepositoryFiles.Output("PeakTraffic"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (otlpEndpoint is not null)
        {
            start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlpEndpoint.ToString();
            start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = otlpProtocol;
            start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        }

        return new SampleProcess(start);
    }

    /// <summary>The first line that contains <paramref name="text"/>, as soon as it is printed.</summary>
    public async Task<string> WaitForLineAsync(string text, TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline);
        while (true)
        {
            var changed = _changed.Task;
            if (_output.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            try
            {
                await changed.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' was not printed within {deadline}, but:\n{string.Join('\n', _output)}");
            }
        }
    }

    /// <summary>The exit code; its whole output has been read by then.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"it did not end within {deadline} and printed:\n{string.Join('\n', _output)}");
        }
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnLine(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
        }
    }
}
