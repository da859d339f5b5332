using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AppFrag.Tool.Tests.Kernel;

/// <summary>
/// Fragmentation made on purpose, seen by the tool. Opt-in. The allocator shuffles and other processes go on, so directions
/// are asserted, with figures far below what the experiment makes.
/// </summary>
public class LiveExperimentTests(ITestOutputHelper output)
{
    private const long Mebibytes = 512;

    [Fact]
    public async Task MovableCheckerboard_RaisesTheIndex_AndTheVerdictIsToDoNothing()
    {
        Experiment.SkipUnlessAskedFor();
        Experiment.Compact();
        using var experiment = await Experiment.StartAsync("movable", Mebibytes, "filled");
        using var before = await Experiment.HostAsync();
        await experiment.GoOnAsync("ready");

        // What is given back waits on the lists of each processor first, which after much freeing keep some hundred MiB and
        // let go of about 8 MiB/s (decay_pcp_high); neither buddyinfo nor MemFree counts it there.
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(90))
        {
            using var during = await Experiment.HostAsync();
            long missing = (Mebibytes << 20) / 2 - (Experiment.FreeBytes(during) - Experiment.FreeBytes(before));
            if (Math.Abs(missing) <= (Mebibytes << 20) / 8)
            {
                output.WriteLine($"after {waited.Elapsed.TotalSeconds:0} s {missing >> 20} MiB are missing");
                AssertCheckerboard(before, during);
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        Assert.Skip("other processes move so much memory that this experiment cannot be told from them: needs a quieter machine");
    }

    private void AssertCheckerboard(JsonDocument before, JsonDocument during)
    {
        var smallBefore = Experiment.SmallFreePages(before);
        var smallDuring = Experiment.SmallFreePages(during);
        string zone = smallDuring.Keys.MaxBy(key => smallDuring[key] - smallBefore[key])!;
        int indexBefore = Experiment.UnusableIndex(before)[zone];
        int indexDuring = Experiment.UnusableIndex(during)[zone];
        long made = smallDuring.Values.Sum() - smallBefore.Values.Sum();
        output.WriteLine($"zone {zone}: unusable index {indexBefore} -> {indexDuring}; {made} more free pages in small blocks; findings {Findings(during)}");
        Assert.True(made > (Mebibytes << 20) / Environment.SystemPageSize / 8, $"only {made} more pages are free in small blocks");
        Assert.True(indexDuring > indexBefore, $"{zone}: {indexBefore} -> {indexDuring}");
        Assert.All(
            during.RootElement.GetProperty("findings").EnumerateArray(),
            finding => Assert.Equal("info", finding.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task Pipes_RaiseUnmovableBlocks_TheDetectorSaysSo_AndTheKernelCommandShowsWhoAllocated()
    {
        Experiment.SkipUnlessAskedFor();
        using var tracefs = LiveTracefs.Open();
        string settings = tracefs.Fingerprint();
        long blocksBefore = Experiment.UnmovableBlocks();
        // What earlier kernel work left free in such blocks is used up first and would raise nothing.
        long mebibytes = Mebibytes + (Experiment.FreeUnmovableBytes() >> 20);
        Assert.SkipWhen(mebibytes > 4 * Mebibytes, "more than 1.5 GiB are free in unmovable blocks: this machine has had its share");

        using var host = ToolProcess.Start(ToolProcess.Command("host", "--watch", "--refresh-interval", "1", "--format", "json"));
        try
        {
            Assert.NotNull(await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            var watching = ToolProcess.RunAsync("kernel", "--duration", "12s", "--top", "1000", "--format", "json");
            await UntilAsync(() => tracefs.AnyInstance());
            using var experiment = await Experiment.StartAsync("pipes", mebibytes);
            long blocksDuring = Experiment.UnmovableBlocks();
            output.WriteLine($"{mebibytes} MiB in pipes: unmovable pageblocks {blocksBefore} -> {blocksDuring}");
            Assert.True(blocksDuring - blocksBefore > 64, $"unmovable pageblocks {blocksBefore} -> {blocksDuring}");

            Experiment.Compact();
            long blocksCompacted = Experiment.UnmovableBlocks();
            output.WriteLine($"compacted while they are held: {blocksCompacted}");
            Assert.True(blocksCompacted - blocksBefore > (blocksDuring - blocksBefore) / 2, "compaction cannot move what is in pipes");

            string finding = await FindingAsync(host, "host-unmovable-growth");
            output.WriteLine(finding);
            AssertKernel(await watching, mebibytes);
        }
        finally
        {
            host.Kill();
        }

        Assert.False(tracefs.AnyInstance());
        Assert.Equal(settings, tracefs.Fingerprint());
        output.WriteLine($"released and compacted: unmovable pageblocks {Experiment.UnmovableBlocks()}");
    }

    private void AssertKernel(ToolResult result, long mebibytes)
    {
        result.MustEndWith(0);
        using var json = result.Json;
        var root = json.RootElement;
        output.WriteLine(root.GetProperty("verdict").GetString()!);
        var mixing = root.GetProperty("mixing");
        output.WriteLine($"mixing {mixing.GetProperty("events")} events, {mixing.GetProperty("harmful")} harmful: {mixing.GetProperty("types").GetRawText().ReplaceLineEndings(" ")}");
        Assert.True(mixing.GetProperty("events").GetInt64() > 0);
        var sites = root.GetProperty("kmalloc").GetProperty("sites").EnumerateArray();
        var pipes = sites.Where(site => site.GetProperty("site").GetString()!.StartsWith("alloc_pipe_info+", StringComparison.Ordinal)).ToArray();
        output.WriteLine(string.Join('\n', pipes.Select(site => site.GetRawText().ReplaceLineEndings(" "))));
        // Two allocations for each pipe of 256 KiB; every second pipe is closed again. Of the others one
        // allocation each is held to the end; the other one goes when the pipe is made larger.
        long made = (mebibytes << 20) / (64 * Environment.SystemPageSize);
        Assert.True(pipes.Sum(site => site.GetProperty("allocations").GetInt64()) >= made);
        Assert.True(pipes.Sum(site => site.GetProperty("held").GetInt64()) > made / 4);
        output.WriteLine("compaction " + root.GetProperty("compaction").GetRawText().ReplaceLineEndings(" "));
        Assert.True(root.GetProperty("compaction").GetProperty("runs").GetInt64() > 0, "this test compacted memory itself while it was watched");
    }

    /// <summary>Reads what the watching command prints until a finding is in it.</summary>
    private static async Task<string> FindingAsync(Process host, string id)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromMinutes(2) && await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            foreach (var finding in json.RootElement.GetProperty("findings").EnumerateArray())
            {
                if (finding.GetProperty("id").GetString() == id)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"after {waited.Elapsed.TotalSeconds:0} s: {finding.GetRawText()}");
                }
            }
        }

        Assert.Fail($"no finding {id}");
        return "";
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    private static string Findings(JsonDocument host) =>
        string.Join(", ", host.RootElement.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("id")} ({finding.GetProperty("severity")})"));
}
