using System.Diagnostics;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>Method, file and line of real allocations of this process, as sampled by the runtime.</summary>
public sealed class MethodLinesTests
{
    private const string ByteArray = "System.Byte[]";

    [Fact]
    public async Task EveryKindOfMethod_IsFoundAtItsLine()
    {
        var log = new AllocationLog();
        var subjects = new Subjects(log);
        subjects.BeforeTheSession();

        var stacks = await SampledRun.StacksOf(log, async () =>
        {
            subjects.Plain();
            subjects.BeforeTheSession();
            _ = subjects.Property;
            _ = new Subjects.Nested(log);
            new Subjects.Generic<string>(log).Method("a");
            new Subjects.Generic<int>(log).Method(1);
            subjects.GenericMethod("a");
            subjects.GenericMethod(1);
            subjects.Optimized(0);
            subjects.Optimized(1);
            _ = subjects.Iterator().Count();
            subjects.Lambda();
            subjects.LocalFunction();
            await subjects.AsyncBeforeAwait();
            await subjects.AsyncAfterAwait();
            await subjects.AsyncGeneric("a");
            await subjects.AsyncGeneric(1);
            await subjects.AsyncLambda(1);
            await subjects.AsyncLocalFunction();
            await foreach (var _ in subjects.AsyncIterator())
            {
            }
        });

        var methods = SampledRun.Name();
        using var lines = new SourceLines();
        Assert.All(log.Expected.Skip(1), expected =>
        {
            Assert.True(stacks.Contains(expected), $"{expected} was not sampled.");
            var site = StackSite.Of(stacks[expected].First(), ByteArray, methods, lines);
            Assert.NotNull(site);
            Assert.Equal((expected.Method, expected.File, expected.Line, null), (site.Method, site.File, site.Line, site.Via));
        });
    }

    [Fact]
    public async Task CallIntoTheFramework_IsNamedAsVia()
    {
        var log = new AllocationLog();
        var subjects = new Subjects(log);
        var stacks = await SampledRun.StacksOf(log, () =>
        {
            subjects.ThroughTheFramework();
            subjects.CallAtTheEndOfItsLine();
            return Task.CompletedTask;
        });

        var methods = SampledRun.Name();
        using var lines = new SourceLines();
        Assert.All(log.Expected.Zip(["System.IO.MemoryStream..ctor", "System.IO.MemoryStream.set_Capacity"]), pair =>
        {
            var (expected, via) = pair;
            var site = StackSite.Of(Assert.Single(stacks[expected]), ByteArray, methods, lines);
            Assert.Equal((expected.Method, expected.Line, via), (site?.Method, site?.Line, site?.Via));
        });
    }

    [Fact]
    public async Task MethodThatTiersUp_KeepsItsLineInEveryCode()
    {
        var log = new AllocationLog();
        var subjects = new Subjects(log);
        var addresses = new HashSet<ulong>();
        var deadline = Stopwatch.StartNew();
        var stacks = new List<ulong[]>();
        while (addresses.Count < 2 && deadline.Elapsed < TimeSpan.FromSeconds(30))
        {
            var round = await SampledRun.StacksOf(log, () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    subjects.TieredUp();
                }

                return Task.CompletedTask;
            });
            stacks.AddRange(round.SelectMany(group => group));
            addresses.UnionWith(stacks.Select(stack => stack[0]));
        }

        Assert.True(addresses.Count >= 2, "The method was not compiled a second time.");
        var methods = SampledRun.Name();
        using var lines = new SourceLines();
        Assert.All(stacks, stack => Assert.Equal(
            (log.Expected[0].Method, log.Expected[0].Line),
            (StackSite.Of(stack, ByteArray, methods, lines)?.Method, StackSite.Of(stack, ByteArray, methods, lines)?.Line)));
    }

    [Fact]
    public async Task LoopReplacedWhileItRuns_IsFoundAtItsLine()
    {
        var log = new AllocationLog();
        var subjects = new Subjects(log);
        var stacks = await SampledRun.StacksOf(log, async () =>
        {
            subjects.LongLoop();
            await subjects.AsyncLongLoop();
        });

        var tiers = SampledRun.Tiers();
        var methods = SampledRun.Name();
        using var lines = new SourceLines();
        Assert.Equal(4, log.Expected.Count);
        Assert.All(log.Expected, expected =>
        {
            var stack = Assert.Single(stacks[expected]);
            Assert.True(tiers.TryFind(stack[0] - 1, out var tier, out _), "The code is not in the rundown.");
            Assert.Equal(CodeTier.OnStackReplacement, tier);
            var site = StackSite.Of(stack, ByteArray, methods, lines);
            Assert.Equal((expected.Method, expected.File, expected.Line, null), (site?.Method, site?.File, site?.Line, site?.Via));
        });
    }

    [Fact]
    public async Task MethodCompiledAfterTheNaming_IsFoundByTheNext()
    {
        var log = new AllocationLog();
        var subjects = new Subjects(log);
        var before = SampledRun.Name();
        var stacks = await SampledRun.StacksOf(log, () =>
        {
            subjects.GenericMethod(Guid.NewGuid());
            return Task.CompletedTask;
        });
        var stack = Assert.Single(stacks[log.Expected[0]]);

        using var lines = new SourceLines();
        Assert.Null(StackSite.Of(stack, ByteArray, before, lines));
        Assert.Equal(log.Expected[0].Method, StackSite.Of(stack, ByteArray, SampledRun.Name(), lines)?.Method);
    }

    [Fact]
    public void NamingThatMissesItsDeadline_LeavesTheMapAndTheProcessIntact()
    {
        var map = SampledRun.Name();
        var known = map.Count;
        for (var i = 0; i < 5; i++)
        {
            Assert.False(NamingSession.Run(SampledRun.Client(), map, TimeSpan.Zero), "A rundown in no time?");
        }

        Assert.Equal(known, map.Count);
        Assert.True(SampledRun.Name().Count >= known / 2);
    }

    [Fact]
    public async Task NamingThatLosesEvents_NamesFewerMethodsButNoneWrongly()
    {
        var log = new AllocationLog();
        var subjects = new Subjects(log);
        var stacks = await SampledRun.StacksOf(log, async () =>
        {
            subjects.Plain();
            subjects.ThroughTheFramework();
            await subjects.AsyncAfterAwait();
        });

        var whole = SampledRun.Name();
        var part = SampledRun.NameWithDrops(out var dropped);

        Assert.True(dropped > 0, "Nothing was dropped.");
        Assert.InRange(part.Count, 1, whole.Count - 1);
        Assert.All(stacks.SelectMany(group => group).SelectMany(stack => stack), address =>
        {
            if (part.TryResolve(address, out var frame))
            {
                Assert.True(whole.TryResolve(address, out var expected));
                Assert.Equal((expected.Method.FullName, expected.ILOffset), (frame.Method.FullName, frame.ILOffset == ILMap.Unknown ? expected.ILOffset : frame.ILOffset));
            }
        });
    }
}
