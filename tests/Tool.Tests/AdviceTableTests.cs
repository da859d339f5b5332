namespace AppFrag.Tool.Tests;

/// <summary>
/// Every row of the advice table about a host, from the kernel's files to the lines that are printed. The row about holes
/// in the GC's heap needs a process: GcHolesWithoutSiteTests.
/// </summary>
public class AdviceTableTests
{
    /// <param name="Title">What the finding is called.</param>
    /// <param name="Make">Changes the machine.</param>
    /// <param name="Now">The setting with its value and the system's own, or nothing.</param>
    /// <param name="Run">The command, or nothing.</param>
    /// <param name="Undo">The way back, or nothing.</param>
    internal sealed record Row(string Title, Func<HostTree, HostTree> Make, string? Now, string? Run, string? Undo);

    private const string Large = "0 0 0 0 0 0 0 0 0 0 1200";
    private const long Short = 1_000_000;

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["index high, nobody harmed"] = new("Free memory is in small pieces, and nobody is harmed", tree => tree, null, null, null),
        ["compaction stalls, every fault compacts"] = new(
            "Allocations have had to compact memory, and large blocks are scarce",
            tree => tree.Vmstat(("compact_stall", 5000)).HugePages("always", "always").Pressure(800_000),
            "/sys/kernel/mm/transparent_hugepage/defrag is always; the kernel's own value here: madvise",
            "echo defer+madvise | sudo tee /sys/kernel/mm/transparent_hugepage/defrag",
            "echo always | sudo tee /sys/kernel/mm/transparent_hugepage/defrag"),
        ["compaction stalls, faults do not compact"] = new(
            "Allocations have had to compact memory, and large blocks are scarce",
            tree => tree.Vmstat(("compact_stall", 5000)).Pressure(800_000),
            null,
            "sudo appfrag kernel --duration 10s",
            null),
        ["compaction stalls that took no time"] = new(
            "Allocations have had to compact memory, and large blocks are scarce",
            tree => tree.Vmstat(("compact_stall", 5000)).HugePages("always", "always"),
            null,
            null,
            null),
        ["huge-page fallbacks"] = new(
            "Most page faults that want a huge page get ordinary pages",
            tree => tree.Vmstat(("thp_fault_alloc", 100), ("thp_fault_fallback", 9000)),
            "vm.compaction_proactiveness is 20; the kernel's own value here: 20",
            "sudo sysctl -w vm.compaction_proactiveness=40",
            "sudo sysctl -w vm.compaction_proactiveness=20"),
        ["allocation stalls, kswapd too late"] = new(
            "Tasks reclaim memory themselves although enough is available",
            tree => tree.Vmstat(("allocstall_normal", 5000), ("kswapd_low_wmark_hit_quickly", 300)),
            "vm.watermark_scale_factor is 10; the kernel's own value here: 10",
            "sudo sysctl -w vm.watermark_scale_factor=50",
            "sudo sysctl -w vm.watermark_scale_factor=10"),
        ["atomic failures of small orders"] = new(
            "Small allocations of the kernel that may not wait have failed",
            tree => tree.Write("dmesg", "<4>[ 9.1] swapper/0: page allocation failure: order:2, mode:0x40820(GFP_ATOMIC|__GFP_COMP)\n"),
            "vm.min_free_kbytes is 67584; the kernel's own value here: 67584",
            "sudo sysctl -w vm.min_free_kbytes=84992",
            "sudo sysctl -w vm.min_free_kbytes=67584"),
        ["costly orders fail below the threshold"] = new(
            "Large requests fail at an index for which the kernel does not try compaction",
            tree => tree.Write("proc/buddyinfo", "Node 0, zone Normal 0 0 0 150000 0 0 0 0 0 0 0\n").Vmstat(("thp_fault_alloc", 9000), ("thp_fault_fallback", 2000)),
            "vm.extfrag_threshold is 500; the kernel's own value here: 500",
            "sudo sysctl -w vm.extfrag_threshold=450",
            "sudo sysctl -w vm.extfrag_threshold=500"),
        ["unreclaimable slab"] = new(
            "Kernel objects that cannot be reclaimed hold much of the memory",
            tree => tree.Meminfo(("SUnreclaim", 9_000_000)),
            null,
            "sudo slabtop --once --sort=c | head -n 20",
            null),
        ["unmovable blocks, boost switched off"] = new(
            "Much of the memory is in blocks of unmovable kernel memory",
            tree => tree.Write("proc/pagetypeinfo", Pagetypeinfo).Sysctl("watermark_boost_factor", 0),
            "vm.watermark_boost_factor is 0; the kernel's own value here: 15000",
            "sudo sysctl -w vm.watermark_boost_factor=15000",
            "sudo sysctl -w vm.watermark_boost_factor=0"),
        ["unmovable blocks"] = new(
            "Much of the memory is in blocks of unmovable kernel memory",
            tree => tree.Write("proc/pagetypeinfo", Pagetypeinfo).Sysctl("watermark_boost_factor", 15000),
            null,
            "sudo appfrag kernel --duration 30s",
            null),
        ["shortage"] = new(
            "Memory is short; this is not fragmentation",
            tree => tree.Meminfo(("MemAvailable", Short)).Vmstat(("pgmajfault", 900_000), ("allocstall_normal", 40_000)),
            "DOTNET_GCHeapHardLimitPercent is not known here; the runtime's own value here: none, or 0x4B (75 %) where a container limits memory",
            "export DOTNET_GCHeapHardLimitPercent=0x32",
            "unset DOTNET_GCHeapHardLimitPercent"),
        ["cgroup limit, inside a container"] = new(
            "The own cgroup reaches its memory limit; the host has memory",
            tree => tree.Write("sys/fs/cgroup/memory.events", "low 0\nhigh 0\nmax 12\noom 0\noom_kill 0\n"),
            "DOTNET_GCHeapHardLimitPercent is not known here; the runtime's own value here: none, or 0x4B (75 %) where a container limits memory",
            "export DOTNET_GCHeapHardLimitPercent=0x3C",
            "unset DOTNET_GCHeapHardLimitPercent"),
        ["cgroup limit, on the host"] = new(
            "The own cgroup reaches its memory limit; the host has memory",
            tree => tree.Write("proc/self/cgroup", "0::/shop.slice\n")
                .Write("sys/fs/cgroup/shop.slice/memory.events", "low 0\nhigh 0\nmax 12\noom 0\noom_kill 0\n")
                .Write("sys/fs/cgroup/shop.slice/memory.current", "500000000\n")
                .Write("sys/fs/cgroup/shop.slice/memory.max", "536870912\n"),
            "/sys/fs/cgroup/shop.slice/memory.max is 536870912; the kernel's own value here: max",
            "echo 671088640 | sudo tee /sys/fs/cgroup/shop.slice/memory.max",
            "echo 536870912 | sudo tee /sys/fs/cgroup/shop.slice/memory.max"),
        ["memory mappings"] = new(
            "The process nears the limit of its memory mappings",
            tree => tree.Sysctl("max_map_count", 1000).Write("proc/self/maps", string.Concat(Enumerable.Repeat("7f0000000000-7f0000001000 r--p 00000000 00:00 0\n", 700))),
            "vm.max_map_count is 1000; the kernel's own value here: 65530",
            "sudo sysctl -w vm.max_map_count=2000",
            "sudo sysctl -w vm.max_map_count=1000"),
        ["reserve too small"] = new(
            "The kernel's reserve is smaller than the kernel would choose",
            tree => tree.Sysctl("min_free_kbytes", 8192),
            "vm.min_free_kbytes is 8192; the kernel's own value here: 67584",
            "sudo sysctl -w vm.min_free_kbytes=67584",
            "sudo sysctl -w vm.min_free_kbytes=8192"),
        ["reserve far too large"] = new(
            "The kernel's reserve is far larger than the kernel would choose",
            tree => tree.Sysctl("min_free_kbytes", 1 << 20),
            "vm.min_free_kbytes is 1048576; the kernel's own value here: 67584",
            "sudo sysctl -w vm.min_free_kbytes=67584",
            "sudo sysctl -w vm.min_free_kbytes=1048576"),
    };

    private const string Pagetypeinfo = """
        Page block order: 9
        Pages per block:  512

        Free pages count per migrate type at order       0      1      2      3      4      5      6      7      8      9     10 
        Node    0, zone   Normal, type    Unmovable      1      0      0      0      0      0      0      0      0      0      0 
        Node    0, zone   Normal, type      Movable      1      0      0      0      0      0      0      0      0      0      0 

        Number of blocks type     Unmovable      Movable 
        Node 0, zone   Normal         4000         8000 

        """;

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Host_Symptom_PrintsTheRow(string name)
    {
        var row = Rows[name];
        using var tree = new HostTree();
        row.Make(tree);
        string[] log = File.Exists(tree.At("dmesg")) ? ["--kernel-log", tree.At("dmesg")] : [];

        var result = await tree.RunAsync(log);

        result.MustEndWith(0);
        string finding = FindingOf(result.Output, row.Title);
        Assert.Equal(row.Now, Labelled(finding, "Now:"));
        Assert.Equal(row.Run, Labelled(finding, "Run:"));
        Assert.Equal(row.Undo, Labelled(finding, "Undo:"));
        Assert.NotNull(Labelled(finding, "Do:"));
        Assert.NotNull(Labelled(finding, "Check:"));
        Assert.True(row.Run is null || Labelled(finding, "Cost:") is not null);
    }

    [Fact]
    public async Task Host_HealthyMachine_AdvisesNothing()
    {
        using var tree = new HostTree().Write("proc/buddyinfo", $"Node 0, zone Normal {Large}\n");

        var result = await tree.RunAsync();

        Assert.DoesNotContain("●", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Run:", result.Output, StringComparison.Ordinal);
        Assert.Contains("nothing to do", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string FindingOf(string output, string title)
    {
        int start = output.IndexOf("● " + title + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"no finding \"{title}\" in\n{output}");
        int end = output.IndexOf("\n\n", start, StringComparison.Ordinal);
        return end < 0 ? output[start..] : output[start..end];
    }

    /// <summary>The text after a label, its lines joined; <see langword="null"/> when there is no such label.</summary>
    private static string? Labelled(string finding, string label)
    {
        string[] lines = finding.Split('\n');
        int first = Array.FindIndex(lines, line => line.StartsWith("  " + label, StringComparison.Ordinal));
        return first < 0
            ? null
            : string.Join(' ', lines.Skip(first + 1).TakeWhile(line => line.StartsWith("         ", StringComparison.Ordinal)).Select(line => line.Trim()).Prepend(lines[first][(2 + label.Length)..].Trim()));
    }
}
