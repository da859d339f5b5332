using System.Text;
using AppFrag.Agent.Tests.Sources.Host;
using AppFrag.Sources;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources;

public sealed class SharedNamesTests
{
    private const int Capacity = 100;

    private readonly SharedNames _names = new(Capacity);

    [Fact]
    public void Of_SameName_IsTheSameString()
    {
        string name = _names.Of("compact_stall"u8);

        Assert.Equal("compact_stall", name);
        Assert.Same(name, _names.Of("compact_stall"u8));
        Assert.Same(name, _names.Of("compact_stall"));
        Assert.NotSame(name, _names.Of("compact_stal"u8));
    }

    [Fact]
    public void Of_LongName_IsCut()
    {
        string cut = new('x', SharedNames.MaxLength);

        Assert.Equal(cut, _names.Of(cut + "yz"));
        Assert.Equal(cut, _names.Of(Encoding.ASCII.GetBytes(cut + "yz")));
    }

    [Fact]
    public async Task Of_ManyNames_FromManyThreads_IsRightAndBounded()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 2 * Capacity; i++)
            {
                Assert.Equal($"cache-{i}", _names.Of(Encoding.ASCII.GetBytes($"cache-{i}")));
                Assert.InRange(_names.Count, 1, Capacity);
            }
        })));
    }

    /// <summary>What the agent keeps of two readings differs in numbers, not in names.</summary>
    [Fact]
    public void Readings_ShareTheirNames()
    {
        byte[] text = Trees.Bytes("cgroup-v2", "proc/meminfo");

        Assert.All(MeminfoReader.ParseAll(text).Keys.Zip(MeminfoReader.ParseAll(text).Keys), names => Assert.Same(names.First, names.Second));
    }
}
