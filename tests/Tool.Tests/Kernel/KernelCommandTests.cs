using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text.Json;

namespace AppFrag.Tool.Tests.Kernel;

/// <summary>The command as a shell runs it, on the live kernel where this user may trace it.</summary>
public class KernelCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("kernel --duration 0")]
    [InlineData("kernel --duration soon")]
    [InlineData("kernel --duration 2h")]
    [InlineData("kernel --duration")]
    [InlineData("kernel --top 0")]
    [InlineData("kernel --counting magic")]
    [InlineData("kernel --format xml")]
    public async Task Mistake_IsOneLineAndOne(string arguments)
    {
        var result = await ToolProcess.RunAsync(arguments.Split(' '));

        result.MustEndWith(1);
        Assert.Empty(result.Output);
        Assert.StartsWith("appfrag: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_IsToldOnceThatItNeedsRoot()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "changes to another user, which needs root");
        var result = await ToolProcess.RunUnprivilegedAsync("kernel", "--duration", "1s");
        Assert.SkipWhen(result.ExitCode > 2, $"nobody cannot run dotnet from here: {result.Error}");

        result.MustEndWith(2);
        Assert.Empty(result.Output);
        Assert.Contains("needs root", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonexistent")]
    [InlineData("/proc")]
    public async Task DirectoryThatIsNoTracefs_IsOneLineAndTwo(string directory)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs Linux and root");
        var result = await ToolProcess.RunAsync("kernel", "--tracefs", directory);

        result.MustEndWith(2);
        Assert.Empty(result.Output);
        Assert.Contains($"{directory} is not a tracefs mount", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_WhilePipesAreMade_HasTheirCallSiteAndLeavesNothingBehind()
    {
        using var tracefs = LiveTracefs.Open();
        string before = tracefs.Fingerprint();
        using var process = await StartWatchingAsync(tracefs, "kernel", "--duration", "3s", "--top", "1000", "--format", "json");
        int made = 0;
        for (; made < 500; made++)
        {
            using var pipe = new AnonymousPipeServerStream();
        }

        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await ExitOf(process);

        Assert.Empty(tracefs.InstancesOf(process.Id));
        Assert.Equal(before, tracefs.Fingerprint());
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal("appfrag.kernel/1", root.GetProperty("schema").GetString());
        var kmalloc = root.GetProperty("kmalloc");
        Assert.SkipWhen(kmalloc.ValueKind == JsonValueKind.Null, "this kernel lets nobody count: " + root.GetProperty("sources"));
        Assert.SkipWhen(kmalloc.GetProperty("sites")[0].GetProperty("site").GetString() == "(hidden)", "this kernel hides its addresses");
        var sites = kmalloc.GetProperty("sites").EnumerateArray().Where(site => site.GetProperty("site").GetString()!.StartsWith("alloc_pipe_info+", StringComparison.Ordinal)).ToArray();
        Assert.True(sites.Sum(site => site.GetProperty("allocations").GetInt64()) >= made, kmalloc.GetProperty("sites").ToString());
        // They were closed again: what is held is somebody else's few.
        Assert.SkipWhen(sites[0].GetProperty("held").ValueKind == JsonValueKind.Null, "counted in a way that cannot match frees");
        Assert.True(sites.Sum(site => site.GetProperty("held").GetInt64()) < made / 2);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Signal_EndsEarlyWithWhatWasSeenAndLeavesNothingBehind(string signal)
    {
        using var tracefs = LiveTracefs.Open();
        using var process = await StartWatchingAsync(tracefs, "kernel", "--duration", "60s", "--format", "json");
        Kill(process, signal);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(0, await ExitOf(process));
        Assert.Empty(tracefs.InstancesOf(process.Id));
        using var json = JsonDocument.Parse(output);
        Assert.InRange(json.RootElement.GetProperty("observedSeconds").GetDouble(), 0, 50);
        Assert.Equal(60, json.RootElement.GetProperty("requestedSeconds").GetDouble());
    }

    [Fact]
    public async Task Killed_IsCleanedUpByTheNextRun_ButALiveOneIsNot()
    {
        using var tracefs = LiveTracefs.Open();
        using var killed = await StartWatchingAsync(tracefs, "kernel", "--duration", "60s");
        Kill(killed, "KILL");
        await ExitOf(killed);
        Assert.Single(tracefs.InstancesOf(killed.Id));

        using var live = await StartWatchingAsync(tracefs, "kernel", "--duration", "60s");
        Assert.Empty(tracefs.InstancesOf(killed.Id));
        var result = await ToolProcess.RunAsync("kernel", "--duration", "100ms", "--format", "json");

        result.MustEndWith(0);
        Assert.Single(tracefs.InstancesOf(live.Id));
        Kill(live, "INT");
        await live.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, await ExitOf(live));
        Assert.Empty(tracefs.InstancesOf(live.Id));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task ReaderThatIsGone_LeavesNothingBehind(string format)
    {
        using var tracefs = LiveTracefs.Open();
        using var process = await StartWatchingAsync(tracefs, "kernel", "--duration", "60s", "--format", format);
        process.StandardOutput.Close();
        process.StandardError.Close();
        Kill(process, "INT");

        Assert.Equal(0, await ExitOf(process));
        Assert.Empty(tracefs.InstancesOf(process.Id));
    }

    [Fact]
    public async Task Text_Piped_FitsEightyColumnsWithoutEscapes()
    {
        using var tracefs = LiveTracefs.Open();
        var result = await ToolProcess.RunAsync("kernel", "--duration", "500ms", "--top", "30");

        result.MustEndWith(0);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.All(result.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("Kernel memory events over", result.Output, StringComparison.Ordinal);
        Assert.Contains("compaction by process", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Starts the tool and waits until it watches.</summary>
    private static async Task<Process> StartWatchingAsync(LiveTracefs tracefs, params string[] arguments)
    {
        var process = ToolProcess.Start(ToolProcess.Command(arguments));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        // The line says that everything is set up.
        string? line = await process.StandardError.ReadLineAsync(deadline.Token);
        Assert.Contains("Watching the kernel", line ?? "", StringComparison.Ordinal);
        Assert.Single(tracefs.InstancesOf(process.Id));
        return process;
    }

    private static async Task<int> ExitOf(Process process)
    {
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static void Kill(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
