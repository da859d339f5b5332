namespace AppFrag.Tool.Tests;

/// <summary>Services that other tests start are found through their own temporary folders, so these run when there are none.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class PsWithoutProcessesTests
{
    [Fact]
    public async Task Text_StaleSocketOnly_SaysThatThereIsNone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Unix domain sockets in the temporary folder");
        using var live = new SleepingProcess();
        string folder = Directory.CreateTempSubdirectory("appfrag-test-").FullName;
        try
        {
            // A plain file is what nobody listens on; a process killed with SIGKILL leaves its socket like that.
            await File.WriteAllTextAsync(Path.Combine(folder, $"dotnet-diagnostic-{live.Id}-1-socket"), "", TestContext.Current.CancellationToken);
            var start = ToolProcess.Command("ps");
            start.Environment["TMPDIR"] = folder;

            var result = await ToolProcess.RunAsync(start);

            result.MustEndWith(0);
            Assert.StartsWith("No attachable .NET process", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>No other test of this project runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
