using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class MethodMapTests
{
    private const string App = "/app/Shop.dll";
    private static readonly (int, int)[] Entries = [(0, -2), (10, 0), (40, 8), (80, -3), (60, 4)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Address_IsMethodModuleAndILOffset(bool isRundown)
    {
        var map = new MethodMap();
        Fill(map, events =>
        {
            // Rundown writes the map before the method and the module last, a live session the other way round.
            _ = isRundown
                ? events.Map(1, true, 0, 1, Entries).Method(1, 1000).Module(2, App)
                : events.Module(2, App, false).Method(1, 1000, isRundown: false).Map(1, false, 0, 1, Entries);
        });

        Assert.True(map.TryResolve(1045, out var frame));
        Assert.Equal(("Shop.Cart.Add", App, true, 0x06000005, 8), (frame.Method.FullName, frame.Method.ModulePath, frame.Method.IsUserCode, frame.Method.MethodToken, frame.ILOffset));
        Assert.False(map.TryResolve(1000, out _)); // a return address: the call before it is not ours
        Assert.False(map.TryResolve(1101, out _));
    }

    [Theory]
    [InlineData(1, 0)] // prologue
    [InlineData(10, 0)]
    [InlineData(39, 0)]
    [InlineData(40, 8)]
    [InlineData(59, 8)]
    [InlineData(60, 4)]
    [InlineData(80, ILMap.Unknown)] // epilogue
    public void NativeOffset_BelongsToTheEntryBefore(int offset, int expected)
    {
        var map = new MethodMap();
        Fill(map, events => events.Map(1, true, 0, 1, Entries).Method(1, 1000).Module(2, App));

        Assert.True(map.TryResolve((ulong)(1000 + offset + 1), out var frame));
        Assert.Equal(expected, frame.ILOffset);
    }

    /// <summary>The last of several at one place is whose code follows, but what names IL comes before what does not.</summary>
    [Theory]
    [InlineData(15, 4)]
    [InlineData(35, 6)]
    [InlineData(55, 9)]
    public void SeveralEntriesAtOneNativeOffset_StayInTheCompilersOrder(int offset, int expected)
    {
        var map = new MethodMap();
        Fill(map, events => events.Map(1, true, 0, 1, (50, 2), (50, -1), (50, 9), (10, 8), (10, 4), (30, 6), (30, -1)).Method(1, 1000).Module(2, App));

        Assert.True(map.TryResolve((ulong)(1000 + offset + 1), out var frame));
        Assert.Equal(expected, frame.ILOffset);
    }

    [Theory]
    [InlineData(45, 4, 8)]
    [InlineData(75, 8, ILMap.Unknown)] // behind the epilogue
    [InlineData(5, ILMap.Unknown, 0)]
    public void NativeOffsetWithoutIL_KnowsItsNeighbours(int offset, int before, int after)
    {
        var map = new MethodMap();
        Fill(map, events => events.Map(1, true, 0, 1, (0, -1), (10, 0), (20, 4), (40, -1), (50, 8), (70, -3)).Method(1, 1000).Module(2, App));

        Assert.True(map.TryResolve((ulong)(1000 + offset + 1), out var frame));
        Assert.Equal((ILMap.Unknown, (before, after)), (frame.ILOffset, frame.Around));
    }

    [Fact]
    public void Map_BelongsToTheCodeItStandsBeside()
    {
        var map = new MethodMap();
        Fill(map, events => events
            .Map(1, true, codeVersion: 0, 1, (0, 1)).Method(1, 1000)
            .Map(1, true, codeVersion: 5, 1, (0, 2)).Method(1, 2000, codeVersion: 5)
            .Map(1, true, codeVersion: 6, 1, (0, 3)).Method(1, 3000, codeVersion: 7)
            .Map(1, true, codeVersion: 0, 1, (0, 4)).Method(9, 4000)
            .Method(1, 5000)
            .Map(1, true, codeVersion: 0, thread: 3, (0, 6)).Method(1, 6000)
            .Module(2, App));

        Assert.Equal([1, 2, -1, -1, -1, -1], Enumerable.Range(1, 6).Select(i => map.TryResolve((ulong)(i * 1000) + 5, out var f) ? f.ILOffset : -9));
    }

    /// <summary>A session that stays open until the rundown tells of both at once.</summary>
    [Fact]
    public void MethodCompiledDuringTheRundown_KeepsItsMap_WhenTheRundownsOwnIsOfNoUse()
    {
        var map = new MethodMap();
        Fill(map, events => events
            .Module(3, "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/Newtonsoft.Json.dll", isRundown: false).Module(2, App, isRundown: false)
            .Method(5, 5000, isRundown: false, thread: 9)
            .Map(1, true, 0, 1, (0, 1), (5, 2), (9, 3))
            .Map(5, false, 0, 9, (0, 7))
            .Method(1, 1000, "Newtonsoft.Json.JsonReader", "Read", module: 3)
            .Map(6, true, 0, 1, (0, 8), (5, 9), (9, 10), (12, 11), (15, 12)).Method(6, 6000));

        Assert.True(map.TryResolve(5005, out ResolvedFrame live));
        Assert.True(map.TryResolve(6005, out ResolvedFrame last));
        Assert.Equal((7, 8), (live.ILOffset, last.ILOffset));
    }

    [Fact]
    public void FrameworkMethod_HasNoMapAndIsNotUserCode()
    {
        var map = new MethodMap();
        Fill(map, events => events
            .Map(1, true, 0, 1, (0, 1)).Method(1, 1000, "Newtonsoft.Json.JsonReader", "Read", module: 3)
            .Module(3, "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/Newtonsoft.Json.dll"));

        Assert.True(map.TryResolve(1005, out var frame));
        Assert.Equal((false, ILMap.Unknown), (frame.Method.IsUserCode, frame.ILOffset));
    }

    [Fact]
    public void MethodOfUnknownModule_IsNamedAndNotUserCode()
    {
        var map = new MethodMap();
        Fill(map, events => events.Method(1, 1000));

        Assert.True(map.TryResolve(1005, out var frame));
        Assert.Equal(("Shop.Cart.Add", null, false), (frame.Method.FullName, frame.Method.ModulePath, frame.Method.IsUserCode));
    }

    [Fact]
    public void Replace_ForgetsWhatWasBefore()
    {
        var map = new MethodMap();
        Fill(map, events => events.Method(1, 1000).Module(2, App));
        Fill(map, events => events.Method(1, 2000).Module(2, App));

        Assert.False(map.TryResolve(1005, out _));
        Assert.True(map.TryResolve(2005, out _));
        Assert.Equal(1, map.Count);
    }

    [Fact]
    public void Capacity_KeepsRoomForTheApplication()
    {
        var map = new MethodMap(capacity: 10);
        Fill(map, events =>
        {
            for (ulong i = 1; i <= 20; i++)
            {
                events.Method(i, i * 1000, "System.String", "Concat");
            }

            for (ulong i = 21; i <= 30; i++)
            {
                events.Method(i, i * 1000);
            }
        });

        Assert.Equal((10, 20), (map.Count, map.LeftOut));
        Assert.True(map.TryResolve(8005, out _));
        Assert.False(map.TryResolve(9005, out _));
        Assert.True(map.TryResolve(22005, out _));
        Assert.False(map.TryResolve(23005, out _));
    }

    private static void Fill(MethodMap map, Action<MethodEvents> send)
    {
        var builder = map.CreateBuilder();
        send(new MethodEvents(builder));
        map.Replace(builder);
    }
}
