namespace AppFrag.Agent.IntegrationTests;

/// <summary>With the runtime's diagnostics switched off the service runs, one line says what is missing, and the host is still measured.</summary>
public sealed class DiagnosticsDisabledTests
{
    [Theory]
    [InlineData("DOTNET_EnableDiagnostics", "0")]
    [InlineData("DOTNET_EnableDiagnostics_IPC", "0")]
    public async Task Service_Runs_AndOneLineSaysWhatIsOff(string variable, string value)
    {
        using TestHostProcess host = await TestHostProcess.StartAsync(["agent=true", "readings=true", "awaitEvents=false"], new Dictionary<string, string> { [variable] = value });
        host.Terminate();
        Assert.NotNull(host.WaitForExit(TimeSpan.FromSeconds(30)));

        Assert.Equal(0, host.ExitCode);
        string line = Assert.Single(host.Output, l => l.Contains("AppFrag cannot read", StringComparison.Ordinal));
        Assert.Contains("gc-events", line, StringComparison.Ordinal);
        Assert.Contains("allocation-samples", line, StringComparison.Ordinal);
        Assert.Contains("DOTNET_EnableDiagnostics", line, StringComparison.Ordinal);
        Assert.Contains("metric appfrag.host.memory.unusable_index", host.Output);
        Assert.Contains("metric appfrag.gc.heap.fragmentation.ratio", host.Output);
        Assert.DoesNotContain("metric appfrag.gc.pause.duration", host.Output);
    }
}
