using System.Globalization;
using System.Text.RegularExpressions;
using AppFrag.Tool.Kernel;
using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Hist;

namespace AppFrag.Tool.Tests.Kernel;

public class HistTextTests
{
    private static readonly TableSpec Faults = WatchedTables.PageFaults with { Rows = 128 };

    private static readonly TableSpec Allocations = WatchedTables.Allocations with { Rows = 4096 };

    private static CountedTable Parse(string file, TableSpec table)
    {
        Assert.True(HistText.TryParse(KernelFixture.Text(file), table, out var counted, out string problem), problem);
        return counted!;
    }

    [Theory]
    [InlineData("hist-kmalloc-6.1.txt")]
    [InlineData("hist-page_fault_user-6.1.txt")]
    public void Rows_RecordedText_AddUpToTheKernelsOwnTotals(string file)
    {
        var counted = Parse(file, file.Contains("kmalloc", StringComparison.Ordinal) ? Allocations : Faults);

        string text = KernelFixture.Text(file);
        Assert.Equal(Total(text, "Hits"), counted.Rows.Sum(row => row.Hits));
        Assert.Equal(Total(text, "Entries"), counted.Rows.Count);
        Assert.Equal(Total(text, "Dropped"), counted.Lost);
    }

    [Fact]
    public void Rows_Kmalloc_HaveSiteSizeAndSum()
    {
        var row = Parse("hist-kmalloc-6.1.txt", Allocations).Rows[0];

        Assert.Equal([0xffffffff9209c98f, 8192UL], row.Keys.Select(key => key.Number));
        Assert.Equal((1, 8192), (row.Hits, row.Sum));
    }

    [Fact]
    public void Rows_ProcessNameWithBracketsAndBlanks_KeepsNameAndId()
    {
        const string Text = """
            # trigger info: hist:keys=common_pid.execname:vals=hitcount:sort=hitcount:size=128 [active]
            #

            { common_pid: w [1]: x        [        90] } hitcount:         35
            { common_pid: a } hitcount: [         7] } hitcount:          2

            Totals:
                Hits: 37
                Entries: 2
                Dropped: 5
            """;
        Assert.True(HistText.TryParse(Text, Faults, out var counted, out _));

        Assert.Equal([new KeyValue(90, "w [1]: x"), new KeyValue(7, "a } hitcount:")], counted!.Rows.Select(row => row.Keys[0]));
        Assert.Equal([35, 2], counted.Rows.Select(row => row.Hits));
        Assert.Equal(5, counted.Lost);
    }

    [Fact]
    public void Histograms_OfOneEvent_AreToldApartByTheirFilter()
    {
        Assert.Empty(Parse("hist-mm_page_alloc_extfrag-6.1.txt", WatchedTables.MixingByType(9, isPart: true)).Rows);
        var row = Assert.Single(Parse("hist-mm_page_alloc_extfrag-6.1.txt", WatchedTables.MixingByType(9, isPart: false)).Rows);

        Assert.Equal([0UL, 1UL, 1UL], row.Keys.Select(key => key.Number));
        Assert.Equal(1, row.Hits);
    }

    [Fact]
    public void Trigger_IsWhatTheKernelShowsAgain()
    {
        Assert.Equal("hist:keys=call_site.hex,bytes_alloc:vals=bytes_req:size=8192", HistTrigger.Of(WatchedTables.Allocations));
        Assert.Equal(
            "hist:keys=alloc_migratetype,fallback_migratetype,change_ownership:size=256 if fallback_order < 9",
            HistTrigger.Of(WatchedTables.MixingByType(9, isPart: true)));
        Assert.True(HistTrigger.Matches(WatchedTables.Allocations, "hist:keys=call_site.hex,bytes_alloc:vals=hitcount,bytes_req:sort=hitcount:size=8192 [active]"));
        Assert.False(HistTrigger.Matches(WatchedTables.Allocations, "hist:keys=call_site.hex:vals=hitcount:sort=hitcount:size=8192 [active]"));
    }

    [Theory]
    [InlineData("", "no whole histogram")]
    [InlineData("# trigger info: hist:keys=common_pid.execname:vals=hitcount:sort=hitcount:size=128 [active]\n{ common_pid: a [ 1] } hitcount: 1\n", "no whole histogram")]
    [InlineData("# trigger info: hist:keys=common_pid.execname:vals=hitcount:sort=hitcount:size=128 [active]\n{ common_pid: a [ x] } hitcount: 1\n", "line 2")]
    [InlineData("# trigger info: hist:keys=common_pid.execname:vals=hitcount:sort=hitcount:size=128 [active]\n    Dropped: many\n", "line 2")]
    [InlineData("# trigger info: hist:keys=other:vals=hitcount:sort=hitcount:size=128 [active]\n    Dropped: 0\n", "no whole histogram")]
    public void Malformed_IsNamedWithItsLine(string text, string problem)
    {
        Assert.False(HistText.TryParse(text, Faults, out var counted, out string said));
        Assert.Null(counted);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    private static long Total(string text, string name) =>
        long.Parse(Regex.Match(text, $@"^\s+{name}: (\d+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
