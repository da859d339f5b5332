using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class LiveMethodsTests
{
    private const string App = "/app/Shop.dll";

    [Fact]
    public void MethodCompiledMeanwhile_IsKnownAtOnce_InAModuleThatTheRundownDescribed()
    {
        var map = new MethodMap();
        LiveMethods live = map.CreateLive();
        MethodMapBuilder rundown = map.CreateBuilder();
        new MethodEvents(rundown).Method(1, 1000).Module(2, App);
        map.Replace(rundown);
        Assert.False(map.TryResolve(2005, out _));

        new MethodEvents(live).Method(1, 2000, isRundown: false, codeVersion: 1).Map(1, false, 1, 1, (0, 7));

        Assert.True(map.TryResolve(2005, out ResolvedFrame frame));
        Assert.Equal(("Shop.Cart.Add", App, true, 7), (frame.Method.FullName, frame.Method.ModulePath, frame.Method.IsUserCode, frame.ILOffset));
        Assert.True(map.TryResolve(1005, out _));
    }

    [Fact]
    public void MethodCompiledMeanwhile_InAModuleThatNobodyHasDescribed_IsNotKnownYet()
    {
        var map = new MethodMap();
        new MethodEvents(map.CreateLive()).Method(1, 2000, isRundown: false).Map(1, false, 0, 1, (0, 7));
        Assert.False(map.TryResolve(2005, out _));

        MethodMapBuilder rundown = map.CreateBuilder();
        new MethodEvents(rundown).Module(2, App);
        map.Replace(rundown);

        Assert.True(map.TryResolve(2005, out ResolvedFrame frame));
        Assert.Equal((App, true, 7), (frame.Method.ModulePath, frame.Method.IsUserCode, frame.ILOffset));
    }

    [Fact]
    public void MethodCompiledMeanwhile_LosesItsMap_WhenItsModuleTurnsOutToBeAFramework()
    {
        var map = new MethodMap();
        new MethodEvents(map.CreateLive())
            .Method(1, 2000, isRundown: false).Map(1, false, 0, 1, (0, 7))
            .Method(2, 3000, module: 3, isRundown: false).Map(2, false, 0, 1, (0, 8));
        MethodMapBuilder rundown = map.CreateBuilder();
        new MethodEvents(rundown).Module(2, App).Module(3, "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/Newtonsoft.Json.dll");
        map.Replace(rundown);

        Assert.True(map.TryResolve(2005, out ResolvedFrame ours));
        Assert.True(map.TryResolve(3005, out ResolvedFrame theirs));
        Assert.Equal((true, 7, false, ILMap.Unknown), (ours.Method.IsUserCode, ours.ILOffset, theirs.Method.IsUserCode, theirs.ILOffset));
    }

    [Fact]
    public void NamesForgotten_AreMadeAgain()
    {
        var map = new MethodMap();
        MethodMapBuilder rundown = map.CreateBuilder();
        new MethodEvents(rundown).Method(1, 1000).Module(2, App);
        map.Replace(rundown);
        new MethodEvents(map.CreateLive()).Method(1, 2000, isRundown: false, codeVersion: 1);
        Assert.True(map.TryResolve(1005, out ResolvedFrame compiled) && map.TryResolve(2005, out _));

        map.ForgetNames();

        Assert.True(map.TryResolve(1005, out ResolvedFrame again));
        Assert.True(map.TryResolve(2005, out ResolvedFrame live));
        Assert.NotSame(compiled.Method, again.Method);
        Assert.Equal(("Shop.Cart.Add", "Shop.Cart.Add"), (again.Method.FullName, live.Method.FullName));
    }

    /// <summary>Readable names are kept for a bounded number of methods, which must not fill with old numbers of the same ones.</summary>
    [Fact]
    public void Naming_ThatMovesAMap_LeavesTheMethodsNameWhereItIs()
    {
        var map = new MethodMap();
        var live = new MethodEvents(map.CreateLive());
        live.Module(2, App, isRundown: false).Method(1, 2000, isRundown: false).Map(1, false, 0, 1, (0, 7));
        Assert.True(map.TryResolve(2005, out ResolvedFrame before));
        live.Method(2, 1000, isRundown: false).Map(2, false, 0, 1, (0, 8));

        map.Replace(map.CreateBuilder());

        Assert.True(map.TryResolve(2005, out ResolvedFrame after));
        Assert.Same(before.Method, after.Method);
        Assert.Equal(7, after.ILOffset);
    }

    [Fact]
    public void MethodsCompiledOnTwoThreadsAtOnce_HaveEachTheirOwnMap()
    {
        var map = new MethodMap();
        new MethodEvents(map.CreateLive()).Module(2, App, isRundown: false)
            .Method(1, 1000, isRundown: false, thread: 1).Method(2, 2000, isRundown: false, thread: 2)
            .Map(1, false, 0, 1, (0, 7)).Map(2, false, 0, 2, (0, 9));

        Assert.True(map.TryResolve(1005, out ResolvedFrame first));
        Assert.True(map.TryResolve(2005, out ResolvedFrame second));
        Assert.Equal((7, 9), (first.ILOffset, second.ILOffset));
    }

    [Fact]
    public void CodeInReusedMemory_IsWhatWasCompiledLast()
    {
        var map = new MethodMap();
        LiveMethods live = map.CreateLive();
        MethodMapBuilder rundown = map.CreateBuilder();
        new MethodEvents(rundown).Method(1, 1000, "Shop.Old").Module(2, App);
        map.Replace(rundown);

        new MethodEvents(live).Method(9, 1000, "Shop.New", isRundown: false);

        Assert.True(map.TryResolve(1005, out ResolvedFrame frame));
        Assert.Equal("Shop.New.Add", frame.Method.FullName);
    }

    [Fact]
    public void Capacity_IsNeverPassed_AndSaysWhatItLeftOut()
    {
        var map = new MethodMap(capacity: 10);
        LiveMethods live = map.CreateLive();
        var events = new MethodEvents(live);
        for (ulong i = 0; i < 100; i++)
        {
            events.Method(i, 1000 * (i + 1), isRundown: false);
        }

        Assert.Equal(90, live.LeftOut);
        Assert.False(map.TryResolve(100_005, out _));
    }

    [Fact]
    public void NewSession_StartsAfresh()
    {
        var map = new MethodMap();
        new MethodEvents(map.CreateLive()).Module(2, App, isRundown: false).Method(1, 1000, isRundown: false);
        Assert.True(map.TryResolve(1005, out _));

        map.CreateLive();

        Assert.False(map.TryResolve(1005, out _));
    }

    /// <summary>An agent that watches the large object heap must not fill it.</summary>
    [Fact]
    public void ManyMethods_AreKeptWithoutALargeObject()
    {
        var map = new MethodMap();
        var events = new MethodEvents(map.CreateLive());
        events.Module(2, App, isRundown: false);
        for (uint i = 1; i <= 45_000; i++)
        {
            events.Method(i, i * 100, $"Shop.Cart{i}", isRundown: false).Map(i, false, 0, 1, (0, 7));
        }

        Assert.InRange(LargestArray.Within(map), 1000, LargestArray.LargeObject - 1);
        Assert.True(map.TryResolve(4_500_005, out ResolvedFrame last));
        Assert.Equal(("Shop.Cart45000.Add", 7), (last.Method.FullName, last.ILOffset));
    }
}
