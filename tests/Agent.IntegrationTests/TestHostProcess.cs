using System.Collections.Concurrent;
using System.Diagnostics;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>A child process running tests/TestHost; always ended, whatever the test does.</summary>
internal sealed class TestHostProcess : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestHostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The test host ended before it was ready."));
        _process.OutputDataReceived += (_, e) => OnLine(e.Data);
        _process.ErrorDataReceived += (_, e) => OnLine(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyCollection<string> Output => _output;

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it and waits until it says that it is in the state the scenario asks for.</summary>
    public static async Task<TestHostProcess> StartAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(RepositoryFiles.Output("AppFrag.TestHost"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A crash here is part of the test; writing a dump of it would be measured as a slow exit.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var host = new TestHostProcess(start);
        try
        {
            await host._ready.Task.WaitAsync(StartDeadline);
            return host;
        }
        catch (Exception exception)
        {
            string output = string.Join('\n', host.Output);
            host.Dispose();
            throw new InvalidOperationException("The test host did not become ready. It printed:\n" + output, exception);
        }
    }

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Time until the process is gone; <see langword="null"/> if it is not within <paramref name="deadline"/>.</summary>
    public TimeSpan? WaitForExit(TimeSpan deadline)
    {
        long start = Stopwatch.GetTimestamp();
        return _process.WaitForExit(deadline) ? Stopwatch.GetElapsedTime(start) : null;
    }

    /// <inheritdoc cref="WaitForExit"/>
    public async Task<TimeSpan?> WaitForExitAsync(TimeSpan deadline)
    {
        long start = Stopwatch.GetTimestamp();
        using var giveUp = new CancellationTokenSource(deadline);
        try
        {
            await _process.WaitForExitAsync(giveUp.Token);
            return Stopwatch.GetElapsedTime(start);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

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
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line == "ready")
        {
            _ready.TrySetResult();
        }
    }
}
