using System.Text;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class ProcessFilesTests
{
    [Fact]
    public void Stat_NameWithBlanksAndParentheses_DoesNotShiftTheFields()
    {
        Assert.True(StatReader.TryParse(Trees.Bytes("cgroup-v2", "proc/self/stat"), out var values, out _));
        Assert.Equal(new StatReader.Values(133024, 17, 131072), values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 (x) S 1 2 3")]
    [InlineData("1 x S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22")]
    [InlineData("1 (x) S 1 2 3 4 5 6 seven 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22")]
    public void Stat_BadText_GivesNothing(string text)
    {
        Assert.False(StatReader.TryParse(Encoding.UTF8.GetBytes(text), out var values, out var failure));
        Assert.Equal(StatReader.Values.None, values);
        Assert.Equal(1, failure.Line);
    }

    [Fact]
    public void SmapsRollup_NewFields_AreIgnored()
    {
        Assert.True(SmapsRollupReader.TryParse("0-1 ---p 0 00:00 0 [rollup]\nRss: 8 kB\nBrandNew: 1 kB\nAnonHugePages: 4 kB\n"u8, out var sums, out _));
        Assert.Equal(new SmapsRollupReader.Sums { Resident = 8192, AnonHugePages = 4096 }, sums);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("0-1 ---p 0 00:00 0 [rollup]\nPss: 8 kB\n", 2)]
    [InlineData("0-1 ---p 0 00:00 0 [rollup]\nRss: eight kB\n", 2)]
    public void SmapsRollup_BadText_NamesTheLine(string text, int line)
    {
        Assert.False(SmapsRollupReader.TryParse(Encoding.UTF8.GetBytes(text), out _, out var failure));
        Assert.Equal(line, failure.Line);
    }

    [Fact]
    public void CaptureReport_Tree_HasTheProcess()
    {
        using var source = new HostSource(Trees.Roots("cgroup-v2"), TimeProvider.System);
        source.Tick(out var sample);
        var process = source.CaptureReport().Process;

        Assert.Equal(
            new ProcessMemoryReport
            {
                ResidentBytes = 536870912,
                AnonymousBytes = 419430400,
                HugePageBytes = 104857600,
                SwapBytes = 2097152,
                MinorFaults = 133024,
                MajorFaults = 17,
                MemoryMaps = 12,
                MemoryMapLimit = 65530,
            },
            process);
        Assert.Equal(0.25, process?.HugePageShare);
        Assert.Equal((133024L, 17L, 12L, 65530L), (sample.ProcessMinorFaults, sample.ProcessMajorFaults, sample.MemoryMaps, sample.MemoryMapLimit));
    }

    [Fact]
    public void Smaps_VeryLargeProcess_IsNotReadAndSaysWhy()
    {
        // A live procfs, because of a copy the lock would be nobody's.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        var cold = new ColdSources(new HostRoots(), TimeProvider.System);

        cold.Refresh(4096, residentBytes: 64L << 30, asked: false);

        Assert.Equal(SmapsRollupReader.Sums.None, cold.Smaps);
        var status = cold.Statuses.Single(source => source.Name == SmapsRollupReader.Name);
        Assert.Equal(SourceState.Unavailable, status.State);
        Assert.Contains("64 GiB", status.Reason, StringComparison.Ordinal);
        Assert.Contains("mmap lock", status.Reason, StringComparison.Ordinal);
    }
}
