using System.Buffers.Binary;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class ILMapsTests
{
    private readonly ILMaps _maps = new();

    [Fact]
    public void Maps_OfAnyLength_KeepTheirOwnEntries()
    {
        List<(int Number, int Length)> added = [.. Enumerable.Range(0, 2000).Select(i => (Add(i % 40), i % 40))];

        foreach ((int number, int length) in added)
        {
            Assert.Equal(Enumerable.Range(0, length).Select(i => ILMap.Entry(i, i + 1)), _maps.Get(number).Entries.ToArray());
        }
    }

    [Theory]
    [InlineData(ILMaps.PageLength - 1, true)]
    [InlineData(ILMaps.PageLength, false)]
    public void Map_LargerThanAPage_IsNotKept(int length, bool isKept)
    {
        int number = Add(length);

        Assert.Equal(isKept, number != ILMaps.None);
        Assert.Equal(1, _maps.Get(Add(1)).Entries.Length);
    }

    [Fact]
    public void Room_IsBounded()
    {
        int kept = Enumerable.Range(0, 2 * ILMaps.MaxPages).Count(_ => Add(ILMaps.PageLength - 1) != ILMaps.None);

        Assert.Equal(ILMaps.MaxPages, kept);
    }

    [Fact]
    public void Remove_OfTheLast_GivesItsRoomToTheNext()
    {
        int first = Add(5);
        int removed = Add(7);
        _maps.Remove(removed);

        Assert.Equal(removed, Add(3));
        Assert.Equal((5, 3), (_maps.Get(first).Entries.Length, _maps.Get(removed).Entries.Length));
    }

    [Fact]
    public void Remove_OfAnEarlierOne_LeavesThoseBehindItAlone()
    {
        int earlier = Add(7);
        int behind = Add(3);
        _maps.Remove(earlier);
        Add(9);

        Assert.Equal(Enumerable.Range(0, 3).Select(i => ILMap.Entry(i, i + 1)), _maps.Get(behind).Entries.ToArray());
    }

    [Fact]
    public void Add_OfAMapOfAnother_IsEqual()
    {
        ILMap map = _maps.Get(Add(9));
        var others = new ILMaps();
        others.Add(map);

        Assert.Equal(map.Entries.ToArray(), others.Get(others.Add(map)).Entries.ToArray());
    }

    private int Add(int length)
    {
        // Payload of MethodILToNativeMap: method, code version, extent, number of entries, IL offsets, native offsets; backwards here.
        byte[] payload = new byte[19 + (8 * length)];
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(17), (ushort)length);
        for (int i = 0; i < length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(19 + (4 * i)), length - i);
            BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(19 + (4 * (length + i))), length - i - 1);
        }

        Assert.True(MethodILToNativeMapEvent.TryRead(payload, out MethodILToNativeMapEvent e));
        return _maps.Add(in e);
    }
}
