using AppFrag.Tool.Kernel.Processes;

namespace AppFrag.Tool.Tests.Kernel;

public class ProcessDirectoryTests
{
    private const long WindowStart = 1000;

    private static ProcessDirectory Directory(long? startTime, bool hasKernelIds = true, int? process = 50, string? name = "service") =>
        new(WindowStart, hasKernelIds, _ => startTime, _ => process, _ => name);

    [Fact]
    public void ThreadOfAProcessThatRanAllTheTime_IsItsProcess() =>
        Assert.Equal(new ProcessIdentity(50, "service", ProcessState.Running), Directory(startTime: 999).Identify(57, ".NET TP Worker"));

    [Theory]
    [InlineData(null)]
    [InlineData(1000L)]
    [InlineData(2000L)]
    public void IdThatIsGoneOrYoungerThanTheWatch_KeepsTheRecordedName(long? startTime)
    {
        var directory = Directory(startTime);

        // The id may have been two processes': they stay apart by their names.
        Assert.Equal(new ProcessIdentity(57, "first", ProcessState.Passing), directory.Identify(57, "first"));
        Assert.Equal(new ProcessIdentity(57, "second", ProcessState.Passing), directory.Identify(57, "second"));
    }

    [Fact]
    public void ProcessThatEndsWhileItIsLookedUp_KeepsTheRecordedName() =>
        Assert.Equal(ProcessState.Passing, Directory(startTime: 1, name: null).Identify(57, "first").State);

    [Fact]
    public void IdsOfTheHost_AreNotLookedUpInAContainer() =>
        Assert.Equal(new ProcessIdentity(57, "first", ProcessState.Elsewhere), Directory(startTime: 1, hasKernelIds: false).Identify(57, "first"));

    [Theory]
    [InlineData("57 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20", 4242L)]
    [InlineData("57 ((x) [1] ) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242\n", 4242L)]
    [InlineData("57 (a) S 1 2", null)]
    [InlineData("57", null)]
    [InlineData("", null)]
    public void StartTime_IsCountedFromTheLastBracket(string stat, long? expected) => Assert.Equal(expected, ProcessFiles.ParseStartTime(stat));

    [Theory]
    [InlineData("Name:\ta\\nTgid:\t9\nUmask:\t0022\nTgid:\t50\nNgid:\t0\n", 50)]
    [InlineData("Name:\ta\nTgid:\tx\n", null)]
    [InlineData("Name:\ta\n", null)]
    [InlineData("Name:\ta\nTgid:", null)]
    public void Process_IsReadFromItsOwnLine(string status, int? expected) => Assert.Equal(expected, ProcessFiles.ParseProcessId(status));

    [Theory]
    [InlineData("13055.71 1.0\n", 1305571L)]
    [InlineData("soon", null)]
    public void Uptime_IsTicks(string uptime, long? expected) => Assert.Equal(expected, ProcessFiles.ParseUptime(uptime));
}
