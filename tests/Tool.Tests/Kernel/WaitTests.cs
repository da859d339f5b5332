using AppFrag.Tool.Kernel.Waits;

namespace AppFrag.Tool.Tests.Kernel;

public class WaitTests
{
    private static WaitTracker Track(params string[] lines)
    {
        var tracker = new WaitTracker();
        foreach (string line in lines)
        {
            tracker.Accept(line);
        }

        return tracker;
    }

    private static string Line(string task, string time, string @event) => $"{task,20}   [001] ..... {time}: {@event}";

    [Theory]
    [InlineData("trace-compaction-6.1.txt", 1, "init", 2)]
    [InlineData("trace-compaction-6.18.txt", 21409, "a-1 [x] 2.0: b", 3)]
    public void Compaction_RecordedText_IsTimedByTask(string file, int thread, string name, int runs)
    {
        var tracker = Track(KernelFixture.Text(file).Split('\n'));

        var (key, totals) = Assert.Single(tracker.Totals);
        Assert.Equal((WaitKind.Compaction, thread, name), key);
        Assert.Equal(runs, totals.Runs);
        Assert.Equal(0, tracker.Lost + tracker.WithoutBegin + tracker.StillOpen(WaitKind.Compaction));
    }

    [Fact]
    public void Compaction_RecordedText_HasTheTimesOfItsEvents()
    {
        var totals = Assert.Single(Track(KernelFixture.Text("trace-compaction-6.18.txt").Split('\n')).Totals).Value;

        Assert.Equal(16 + 2440 + 1053, totals.Microseconds);
        Assert.Equal(2440, totals.LongestMicroseconds);
        Assert.Equal(0, totals.Successes);
    }

    [Fact]
    public void DirectReclaim_CountsPages()
    {
        var tracker = Track(
            Line("dotnet-7", "10.000000", "mm_vmscan_direct_reclaim_begin: order=0 gfp_flags=GFP_HIGHUSER_MOVABLE|__GFP_COMP"),
            Line("dotnet-8", "10.000100", "mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE"),
            Line("dotnet-7", "10.000250", "mm_vmscan_direct_reclaim_end: nr_reclaimed=32"));

        var (key, totals) = Assert.Single(tracker.Totals);
        Assert.Equal((WaitKind.DirectReclaim, 7, "dotnet"), key);
        Assert.Equal((1, 250, 32), (totals.Runs, totals.Microseconds, totals.PagesReclaimed));
        Assert.Equal(1, tracker.StillOpen(WaitKind.DirectReclaim));
    }

    [Fact]
    public void EndWithoutBegin_IsCountedButNotTimed()
    {
        var tracker = Track(Line("dotnet-7", "10.000250", "mm_compaction_end: zone_start=0x1 migrate_pfn=0x1 free_pfn=0x1 zone_end=0x1, mode=sync status=success"));

        Assert.Empty(tracker.Totals);
        Assert.Equal(1, tracker.WithoutBegin);
    }

    [Fact]
    public void LostEvents_AreCounted()
    {
        Assert.Equal(42, Track("CPU:1 [LOST 42 EVENTS]").Lost);
        Assert.Equal(1, Track("what: mm_compaction_begin: ever").Lost);
    }

    [Theory]
    [InlineData("          bash-321   [000]    10.000001: mm_compaction_begin: zone_start=0x1", "bash", 321)]
    [InlineData("          bash-321   (    300) [000] ..... 10.000001: mm_compaction_begin: zone_start=0x1", "", 0)]
    [InlineData("         <...>-321   [000] ..... 10.000001: mm_compaction_begin: zone_start=0x1", "<...>", 321)]
    [InlineData(" a-9 [1] 2.0: -321   [000] ..... 10.000001: mm_compaction_begin: zone_start=0x1", "a-9 [1] 2.0: ", 321)]
    [InlineData("bash-321 [000] ..... 10.1: mm_compaction_begin: x", "", 0)]
    [InlineData("bash-321 [000] ..... 10.000001: sched_switch: x", "", 0)]
    public void Line_IsReadFromItsEventBackwards(string line, string name, int thread)
    {
        bool isParsed = TraceLine.TryParse(line, out var parsed);

        Assert.Equal(thread != 0, isParsed);
        if (isParsed)
        {
            Assert.Equal((name, thread, 10_000_001, true), (parsed.Name, parsed.Thread, parsed.Microseconds, parsed.IsBegin));
        }
    }
}
