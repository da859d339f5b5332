using System.Text;
using AppFrag.Tool.Commands;
using AppFrag.Tool.Kernel;
using AppFrag.Tool.Kernel.Hist;
using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Symbols;
using AppFrag.Tool.Kernel.Tracing;
using AppFrag.Tool.Kernel.Waits;
using FsCheck;
using FsCheck.Fluent;

namespace AppFrag.Tool.Tests.Kernel;

/// <summary>Names of processes are anybody's text, and formats change: no bytes may do more than be called malformed.</summary>
public class ParsersNeverThrowTests
{
    private const int Cases = 25_000;

    [Fact]
    public void AllParsers_RandomBytes_DoNotThrow() =>
        Prop.ForAll<byte[]>(ParseWithEverything).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void AllParsers_RecordedTextWithDamage_DoNotThrow()
    {
        // A part of each, so that the damage hits the lines that matter.
        byte[][] recorded = [.. KernelFixture.All.SelectMany(name => KernelFixture.Bytes(name).Chunk(1500))];
        Prop.ForAll<NonNegativeInt, NonNegativeInt, byte[]>((which, position, damage) =>
        {
            byte[] text = recorded[which.Get % recorded.Length];
            int start = position.Get * 37 % text.Length;
            ParseWithEverything([.. text[..start], .. damage, .. text[Math.Min(text.Length, start + damage.Length)..]]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    [Fact]
    public void TaskNames_AnyText_ComeThroughHistogramsUnharmed() =>
        Prop.ForAll<NonNull<string>, ushort>((text, id) =>
        {
            // What the kernel keeps of a name: no line feed, at most 15 bytes.
            string name = new string([.. text.Get.Where(character => character is >= ' ' and <= '~').Take(15)]).TrimEnd();
            string line = $"{{ common_pid: {name,-16}[{id,10}] }} hitcount:          3";
            Assert.True(HistRow.TryParse(line, WatchedTables.PageFaults, out var row));
            Assert.Equal((name, (ulong)id, 3), (row!.Keys[0].Text, row.Keys[0].Number, row.Hits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void TaskNames_AnyText_ComeThroughTraceLinesUnharmed() =>
        Prop.ForAll<NonNull<string>, ushort>((text, id) =>
        {
            string name = new string([.. text.Get.Where(character => character is >= ' ' and <= '~').Take(15)]).TrimStart();
            string line = $"{name,16}-{id,-7} [000] ..... 13055.707591: mm_compaction_end: mode=sync status=complete";
            Assert.True(TraceLine.TryParse(line, out var parsed));
            Assert.Equal((name, (int)id, 13_055_707_591), (parsed.Name, parsed.Thread, parsed.Microseconds));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static void ParseWithEverything(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        foreach (var table in new[]
        {
            WatchedTables.Allocations, WatchedTables.Frees, WatchedTables.CacheFrees, WatchedTables.PageFaults,
            WatchedTables.MixingByType(9, isPart: true), WatchedTables.MixingByTask(9),
        })
        {
            // Also without the head that says which table it is.
            string head = $"# trigger info: {HistTrigger.Of(table).Replace(":size", ":vals=hitcount:size", StringComparison.Ordinal)} [active]\n";
            bool isParsed = HistText.TryParse(text, table, out var counted, out string problem) || HistText.TryParse(head + text, table, out counted, out problem);
            Assert.Equal(isParsed, problem.Length == 0);
            Assert.Equal(isParsed, counted is not null);
        }

        var tracker = new WaitTracker();
        foreach (string line in text.Split('\n'))
        {
            tracker.Accept(line);
            tracker.Accept(line + ": mm_compaction_begin: " + line);
            tracker.Accept(line + ": mm_vmscan_direct_reclaim_end: " + line);
        }

        Assert.All(tracker.Totals, wait => Assert.InRange(wait.Value.Microseconds, 0, long.MaxValue));
        Assert.Equal(EventFormat.TryParse(text, out _, out string formatProblem), formatProblem.Length == 0);
        Assert.Equal(PageBlocks.TryParse(text, out _, out string blocksProblem), blocksProblem.Length == 0);
        Assert.NotEmpty(KernelSymbols.Parse(bytes, [0, 1, 0xffffffff816c7b47, ulong.MaxValue]).NameOf(0xffffffff816c7b47));
        Assert.All(MountTable.WritableMounts(text, "tracefs"), Assert.NotNull);
        _ = ProcessFiles.ParseStartTime(text);
        _ = ProcessFiles.ParseProcessId(text);
        _ = ProcessFiles.ParseUptime(text);
        _ = InstanceOwner.TryParse(text, out _);
        _ = DurationOption.TryParse(text, out _);
    }
}
