using System.Diagnostics;
using AppFrag.Composition;
using AppFrag.Correlation;
using AppFrag.Export.Profiles;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Composition;

public sealed class ProfileRecorderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("appfrag-profile-").FullName;
    private readonly Timeline _timeline = new();
    private readonly StopwatchClock _clock = new();

    private string File => Path.Combine(_folder, "appfrag.profile.tsv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tick_WritesSoonThenOnceAMinute()
    {
        var recorder = Recorder();
        var written = new List<int>();
        for (int second = 10; second <= 300; second += 10)
        {
            Burst(objects: 100);
            _clock.Advance(10);
            recorder.Tick();
            if (System.IO.File.Exists(File))
            {
                written.Add(second);
                System.IO.File.Delete(File);
            }
        }

        Assert.Equal([20, 60, 120, 180, 240, 300], written);
    }

    [Fact]
    public void Profile_IsOfTheWholeHour_AndNamesTheService()
    {
        var recorder = Recorder();
        for (int second = 10; second <= 7200; second += 10)
        {
            Burst(objects: second <= 3600 ? 100 : 200);
            _clock.Advance(10);
            recorder.Tick();
        }

        var profile = ProfileReader.Read(System.IO.File.ReadAllText(File)).Profile!;
        Assert.Equal(("shop", "1.4.2", "ab12cd3"), (profile.Header.Service, profile.Header.Version, profile.Header.Commit));
        Assert.InRange(profile.Header.WindowSeconds, 3500, 3900);

        // 200 objects of a megabyte in the one second of each ten that is observed, and alike in the others as far as anybody knows; a tenth of the hour before it may be left.
        var row = Assert.Single(profile.Rows);
        Assert.InRange(row.BytesPerSecond, 180 * 1048576, 201 * 1048576);
        Assert.Equal(("M:Shop.Orders.Upload(System.IO.Stream)", "Orders.cs", 42, 1), (row.Member, row.File, row.Line, row.Share));
    }

    [Fact]
    public void Finish_WritesWhatAShortLifeHasSeen()
    {
        var recorder = Recorder();
        Burst(objects: 100);
        _clock.Advance(8);
        recorder.Finish();
        Assert.Single(ProfileReader.Read(System.IO.File.ReadAllText(File)).Profile!.Rows);
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void NothingSeen_LeavesAnEarlierProfileAlone()
    {
        System.IO.File.WriteAllText(File, "earlier");
        var recorder = Recorder();
        _clock.Advance(100);
        recorder.Tick();
        recorder.Finish();
        Assert.Equal("earlier", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void APlaceThatCannotBeWrittenTo_IsTheCallersToSay()
    {
        var recorder = new ProfileRecorder(Path.Combine(_folder, "no", "such", "folder.tsv"), new ServiceIdentity("shop", "", ""), _timeline, _clock);
        Burst(objects: 100);
        _clock.Advance(30);
        Assert.Throws<DirectoryNotFoundException>(recorder.Tick);
    }

    [Theory]
    [InlineData("1.4.2+ab12cd3f00d5e2a1b0c9d8e7f6a5b4c3d2e1f0a9", "1.4.2", "ab12cd3f00d5")]
    [InlineData("1.4.2", "1.4.2", "")]
    [InlineData("1.4.2+alice.workstation", "1.4.2", "")]
    [InlineData("", "", "")]
    public void Identity_TakesVersionAndCommitApart(string informational, string version, string commit) =>
        Assert.Equal(new ServiceIdentity("shop", version, commit), ServiceIdentity.Of("shop", informational));

    private ProfileRecorder Recorder() => new(File, new ServiceIdentity("shop", "1.4.2", "ab12cd3"), _timeline, _clock);

    private void Burst(int objects)
    {
        var site = new CodeSite("Shop.Orders.Upload", "/home/alice/shop/Orders.cs", 42, null, "M:Shop.Orders.Upload(System.IO.Stream)", "Orders.cs");
        var group = new AllocationGroup(new CallStack([1]) { Site = site }, "System.Byte[]", AllocationKind.Loh, route: null);
        for (int i = 0; i < objects; i++)
        {
            group.Add(1 << 20);
        }

        long start = _clock.GetTimestamp() + Stopwatch.Frequency;
        _timeline.Add(new AllocationBurst { Start = start, End = start + Stopwatch.Frequency, Groups = [group.Sum], RepresentedSeconds = 10 });
    }

    /// <summary>A clock whose ticks are those of <see cref="Stopwatch"/>, as the timeline's are.</summary>
    private sealed class StopwatchClock : TimeProvider
    {
        private long _now = Stopwatch.Frequency * 1000;

        public override long TimestampFrequency => Stopwatch.Frequency;

        public void Advance(double seconds) => _now += (long)(seconds * Stopwatch.Frequency);

        public override long GetTimestamp() => _now;
    }
}
