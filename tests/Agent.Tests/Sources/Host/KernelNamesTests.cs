using System.Text;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public sealed class KernelNamesTests
{
    private const int Capacity = 100;

    private readonly KernelNames _names = new(Capacity);

    [Fact]
    public void Of_SameBytes_IsTheSameString()
    {
        string name = _names.Of("compact_stall"u8);

        Assert.Equal("compact_stall", name);
        Assert.Same(name, _names.Of("compact_stall"u8));
        Assert.NotSame(name, _names.Of("compact_stal"u8));
    }

    [Fact]
    public void Of_LongName_IsRightAndNotKept()
    {
        byte[] name = Encoding.ASCII.GetBytes(new string('x', KernelNames.MaxLength + 1));

        Assert.Equal(Encoding.ASCII.GetString(name), _names.Of(name));
        Assert.NotSame(_names.Of(name), _names.Of(name));
    }

    [Fact]
    public async Task Of_ManyNames_FromManyThreads_IsRightAndBounded()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 2 * Capacity; i++)
            {
                Assert.Equal($"cache-{i}", _names.Of(Encoding.ASCII.GetBytes($"cache-{i}")));
            }
        })));

        Assert.InRange(_names.Count, 1, Capacity);
    }

    /// <summary>What the agent keeps of two readings differs in numbers, not in names.</summary>
    [Fact]
    public void Readings_ShareTheirNames()
    {
        byte[] text = Trees.Bytes("cgroup-v2", "proc/meminfo");

        Assert.All(MeminfoReader.ParseAll(text).Keys.Zip(MeminfoReader.ParseAll(text).Keys), names => Assert.Same(names.First, names.Second));
    }
}
