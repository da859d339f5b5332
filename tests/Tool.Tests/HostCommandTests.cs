using System.Text;
using System.Text.Json;

namespace AppFrag.Tool.Tests;

public sealed class HostCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("appfrag-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static Task<ToolResult> Host(string tree, params string[] more) =>
        ToolProcess.RunAsync(["host", "--procfs", ToolProcess.Tree(tree), "--sysfs", ToolProcess.Tree(tree, "sys"), .. more]);

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetInt32())];

    private static JsonElement Source(JsonDocument json, string name) =>
        json.RootElement.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("name").GetString() == name);

    public static TheoryData<string, int, int[]?, int[]?> Vectors => new()
    {
        { "0 0 0 0 0 0 0 0 1 1 3", 3840, [0, 0, 0, 0, 0, 0, 0, 0, 0, 66, 200], [.. Enumerable.Repeat(-1000, 11)] },
        { "2 2 4 2 5 4 3 3 4 2 752", 772918, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], null },
        { "492 77 573 505 270 164 246 545 280 73 56", 268450, [0, 1, 2, 10, 25, 42, 61, 120, 380, 647, 786], null },
        { "383352 9240 583 590 332 197 95 28 8 0 18", 450644, [0, 850, 891, 896, 907, 919, 933, 946, 954, 959, 959], [.. Enumerable.Repeat(-1000, 11)] },
        { "426212 143208 42644 13656 1167 0 0 0 0 0 0", 1011124, [0, 421, 704, 873, 981, 1000, 1000, 1000, 1000, 1000, 1000], [-1000, -1000, -1000, -1000, -1000, 950, 975, 988, 994, 997, 999] },
        { "34567 17283 8641 4320 2160 1080 540 270 135 67 33", 379153, [0, 91, 182, 273, 364, 455, 546, 638, 729, 820, 910], [.. Enumerable.Repeat(-1000, 11)] },
        { "32 16 8 4 2 1 0 0 0 0 0", 192, [0, 166, 333, 500, 666, 833, 1000, 1000, 1000, 1000, 1000], [-1000, -1000, -1000, -1000, -1000, -1000, 937, 961, 973, 979, 982] },
        { "0 0 0 0 0 0 0 0 0 0 0", 0, [.. Enumerable.Repeat(1000, 11)], new int[11] },
        { "1 0 0 0 0 0 0 0 0 0 0", 1, [0, .. Enumerable.Repeat(1000, 10)], [-1000, -500, -250, -125, -62, -31, -15, -7, -3, -1, 0] },
        { "1000 0 0 0 0 0 0 0 0 0 0", 1000, null, [-1000, 499, 749, 874, 937, 968, 984, 992, 996, 998, 999] },
    };

    [Fact]
    public async Task Json_KernelVectors_AreEqual()
    {
        // One zone per vector, so that one run answers for all.
        var text = new StringBuilder();
        int node = 0;
        foreach (var vector in Vectors)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Node {node++}, zone   Normal {vector.Data.Item1}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(_root, "buddyinfo"), text.ToString(), TestContext.Current.CancellationToken);
        var result = await ToolProcess.RunAsync("host", "--format", "json", "--procfs", _root);

        result.MustEndWith(0);
        using var json = result.Json;
        var zones = json.RootElement.GetProperty("zones").EnumerateArray().ToArray();
        Assert.Equal(Vectors.Count, zones.Length);
        foreach (var (vector, zone) in Vectors.Select(vector => vector.Data).Zip(zones))
        {
            Assert.Equal(vector.Item2, zone.GetProperty("freePages").GetInt32());
            Assert.Equal(vector.Item3 ?? Numbers(zone.GetProperty("unusableIndex")), Numbers(zone.GetProperty("unusableIndex")));
            Assert.Equal(vector.Item4 ?? Numbers(zone.GetProperty("fragmentationIndex")), Numbers(zone.GetProperty("fragmentationIndex")));
        }
    }

    [Fact]
    public async Task Json_FragmentedMachine_HasTheNodeScoreAndTheFinding()
    {
        var result = await Host("x64-fragmented", "--format", "json");

        result.MustEndWith(0);
        Assert.Empty(result.Error);
        using var json = result.Json;
        var root = json.RootElement;
        Assert.Equal("appfrag.host/1", root.GetProperty("schema").GetString());
        Assert.Equal(9, root.GetProperty("pmdOrder").GetInt32());
        Assert.Equal(83, root.GetProperty("nodes")[0].GetProperty("proactiveScore").GetInt32());
        Assert.Equal(90, root.GetProperty("nodes")[0].GetProperty("proactiveStartsAt").GetInt32());
        Assert.Equal("madvise", root.GetProperty("thp").GetProperty("enabled").GetString());
        Assert.Equal(67584, root.GetProperty("sysctl").GetProperty("min_free_kbytes.recommended").GetInt32());
        Assert.Equal(["cgroup-memory-limit", "host-index-high-nobody-harmed"], root.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()));
        Assert.Equal("unavailable", Source(json, "slabinfo").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Json_FourteenOrders_AreAllThere()
    {
        var result = await Host("arm64-64k", "--format", "json");

        using var json = result.Json;
        Assert.Equal(65536, json.RootElement.GetProperty("pageSize").GetInt32());
        Assert.Equal(13, json.RootElement.GetProperty("pmdOrder").GetInt32());
        Assert.All(json.RootElement.GetProperty("zones").EnumerateArray(), zone => Assert.Equal(14, zone.GetProperty("unusableIndex").GetArrayLength()));
    }

    [Fact]
    public async Task Json_MalformedFiles_AreNamedAndTheRestIsThere()
    {
        var result = await Host("malformed", "--format", "json");

        result.MustEndWith(0);
        Assert.Contains("buddyinfo, line 2", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        using var json = result.Json;
        Assert.Equal("malformed", Source(json, "buddyinfo").GetProperty("state").GetString());
        Assert.Equal("malformed", Source(json, "meminfo").GetProperty("state").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("zones").GetArrayLength());
        Assert.Equal(4, json.RootElement.GetProperty("vmstat").GetProperty("compact_stall").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("memory").GetProperty("MemTotal").ValueKind);
    }

    [Theory]
    [InlineData("/nonexistent")]
    [InlineData("/dev/null")]
    public async Task Host_NothingReadable_IsOneLineAndTwo(string procfs)
    {
        var result = await ToolProcess.RunAsync("host", "--procfs", procfs);

        result.MustEndWith(2);
        Assert.Empty(result.Output);
        Assert.Contains(procfs, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x64-fragmented")]
    [InlineData("two-nodes")]
    [InlineData("arm64-64k")]
    [InlineData("gvisor")]
    [InlineData("psi-disabled")]
    [InlineData("lxcfs")]
    [InlineData("x64-lazily-initialised")]
    public async Task Text_Piped_FitsEightyColumnsWithoutEscapes(string tree)
    {
        var result = await Host(tree);

        result.MustEndWith(0);
        Assert.DoesNotContain('\u001b', result.Output);
        string fixtures = ToolProcess.Tree(tree);
        Assert.All(
            result.Output.Split('\n'),
            line =>
            {
                Assert.True(line.Length <= 80, line);
                Assert.Equal(line.TrimEnd(), line);
            });
        Assert.Contains("Host memory", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_NobodyHarmed_SaysDoNothing()
    {
        var result = await Host("x64-fragmented");

        Assert.Contains("nobody is harmed", result.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing. Leave the kernel's settings as they are", result.Output, StringComparison.Ordinal);
        Assert.Contains("evidence 0 of 4", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_CopyWithOldStalls_DoesNotClaimThatTheyGoOn()
    {
        var result = await Host("arm64-64k");

        Assert.Contains("Since boot there was: compaction stalls", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody is harmed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_PressureUnknown_DoesNotClaimThatNobodyWaited()
    {
        var result = await Host("two-nodes");

        string unwrapped = result.Output.ReplaceLineEndings(" ");
        Assert.Contains("pressure cannot be read", unwrapped, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody has waited", unwrapped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_LiveMachineAsNobody_NamesWhatNeedsRoot()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "changes to another user, which needs root");
        var result = await ToolProcess.RunUnprivilegedAsync("host", "--format", "json");
        Assert.SkipWhen(result.ExitCode > 2, $"nobody cannot run dotnet from here: {result.Error}");

        result.MustEndWith(0);
        using var json = result.Json;
        Assert.Equal("ok", Source(json, "buddyinfo").GetProperty("state").GetString());
        Assert.Equal("unavailable", Source(json, "slabinfo").GetProperty("state").GetString());
        Assert.Contains("needs root", Source(json, "slabinfo").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task Watch_ReaderHasHadEnough_Ends(string format)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var process = ToolProcess.Start(ToolProcess.Command("host", "--watch", "--refresh-interval", "0.1", "--format", format));
        try
        {
            Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            process.StandardOutput.Close();

            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task Watch_JsonLines_AreOneDocumentEachUntilTerminated(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc and sends a signal");
        using var process = ToolProcess.Start(ToolProcess.Command("host", "--watch", "--refresh-interval", "0.1", "--format", "json"));
        try
        {
            for (int i = 0; i < 3; i++)
            {
                string? line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                using var json = JsonDocument.Parse(line!);
                Assert.Equal("appfrag.host/1", json.RootElement.GetProperty("schema").GetString());
            }

            using var kill = System.Diagnostics.Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            // What it still writes must not fill the pipe and keep it from ending.
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
