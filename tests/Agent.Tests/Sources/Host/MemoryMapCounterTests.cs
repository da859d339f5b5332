using AppFrag.Model;
using AppFrag.Sources.Host;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Sources.Host;

public sealed class MemoryMapCounterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("appfrag-maps").FullName;
    private readonly FakeTimeProvider _time = new();

    public MemoryMapCounterTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "sys/vm"));
        Directory.CreateDirectory(Path.Combine(_root, "self"));
        Write("sys/vm/max_map_count", "65530\n");
        Write("self/maps", string.Concat(Enumerable.Repeat("7f00-7f01 r--p 00000000 fe:00 1 /usr/lib/x.so\n", 13_106)));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Tick_CountsMappingsAgainstTheLimit()
    {
        using MemoryMapCounter counter = Counter();

        counter.Tick();

        Assert.Equal(0.2, counter.Utilization!.Value, 1e-9);
        Assert.Equal(SourceState.Ok, counter.Status?.State);
    }

    [Fact]
    public void Tick_ReadsAgainOnlyAfterTheInterval()
    {
        using MemoryMapCounter counter = Counter();
        counter.Tick();
        Write("self/maps", "one\n");

        counter.Tick();
        Assert.Equal(0.2, counter.Utilization!.Value, 1e-9);

        _time.Advance(MemoryMapCounter.Interval);
        counter.Tick();
        Assert.Equal(1 / 65530.0, counter.Utilization!.Value, 1e-9);
    }

    [Theory]
    [InlineData("0\n")]
    [InlineData("many\n")]
    public void Tick_LimitThatIsNoNumber_IsNamed(string limit)
    {
        Write("sys/vm/max_map_count", limit);
        using MemoryMapCounter counter = Counter();

        counter.Tick();

        Assert.Null(counter.Utilization);
        Assert.Equal(SourceState.Malformed, counter.Status?.State);
        Assert.Contains("max_map_count", counter.Status?.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("self/maps")]
    [InlineData("sys/vm/max_map_count")]
    public void Tick_MissingFile_IsNamedWithItsPath(string file)
    {
        File.Delete(Path.Combine(_root, file));
        using MemoryMapCounter counter = Counter();

        counter.Tick();

        Assert.Null(counter.Utilization);
        Assert.Equal((MemoryMapCounter.Name, SourceState.Unavailable), (counter.Status?.Name, counter.Status?.State));
        Assert.Contains(file, counter.Status?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Tick_OnTheLiveKernel_CountsThisProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var counter = new MemoryMapCounter(new HostRoots(), TimeProvider.System);

        counter.Tick();

        double expected = File.ReadLines("/proc/self/maps").Count() / double.Parse(File.ReadAllText("/proc/sys/vm/max_map_count"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(counter.Utilization!.Value, expected * 0.8, expected * 1.2);
    }

    private MemoryMapCounter Counter() => new(new HostRoots(_root), _time);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_root, file), text);
}
