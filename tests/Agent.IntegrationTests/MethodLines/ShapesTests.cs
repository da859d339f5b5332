using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>Method, file and line of real allocations for every shape of method, in code of every tier.</summary>
public sealed class ShapesTests(ITestOutputHelper output)
{
    private const string ByteArray = "System.Byte[]";

    // At least this share must have a line. Where optimized code leaves several lines possible, none is named.
    private const double Named = 0.9;

    private static readonly Dictionary<string, string> Via = new()
    {
        ["CallOfADynamicMethod"] = "dynamicClass.MadeAtRunTime",
        ["CallOfACompiledExpression"] = "dynamicClass.lambda_method",
    };

    [Fact]
    public async Task EveryShape_IsFoundAtItsLine_AndNoneAtAnother()
    {
        var log = new AllocationLog();
        var shapes = new Shapes(log);
        var stacks = await SampledRun.StacksOf(log, () => Run(log, shapes));

        var methods = SampledRun.Name();
        GC.KeepAlive(shapes);
        using var lines = new SourceLines();
        var named = 0;
        foreach (ExpectedSite expected in log.Expected)
        {
            Assert.True(stacks.Contains(expected), $"{expected} was not sampled.");
            CodeSite? site = StackSite.Of(stacks[expected].First(), ByteArray, methods, lines);
            Assert.Equal((expected.Method, expected.File), (site?.Method, site?.File));
            Assert.Contains(site!.Line, new int?[] { expected.Line, null });
            Assert.Equal(expected.Method, NameIn(site.Member));
            string shape = expected.Method[(expected.Method.LastIndexOf('.') + 1)..];
            if (Via.TryGetValue(shape, out string? via))
            {
                Assert.StartsWith(via, site.Via, StringComparison.Ordinal);
            }

            named += site.Line is null ? 0 : 1;
            if (site.Line is null)
            {
                output.WriteLine($"no line: {expected.Method}");
            }
        }

        output.WriteLine($"{named} of {log.Expected.Count} with their line");
        Assert.InRange(named, log.Expected.Count * Named, log.Expected.Count);
    }

    /// <summary>The test above in a process of its own whose methods are compiled in the given way.</summary>
    [Theory]
    [InlineData("DOTNET_TieredCompilation", "0")]
    [InlineData("DOTNET_TC_QuickJitForLoops", "0")]
    [InlineData("DOTNET_TieredPGO", "0")]
    public async Task EveryShape_CompiledAnotherWay_IsFoundAtItsLine(string variable, string value)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in new[] { "exec", typeof(ShapesTests).Assembly.Location, "-noLogo", "-noColor", "-showLiveOutput", "-method", $"{typeof(ShapesTests).FullName}.{nameof(EveryShape_IsFoundAtItsLine_AndNoneAtAnother)}" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.WriteLine(text);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Total: 1,", text, StringComparison.Ordinal);
    }

    /// <summary>The name in a documentation-comment id, as the method map writes it.</summary>
    private static string? NameIn(string? member)
    {
        string? name = member?["M:".Length..].Split('(', '~')[0].Replace('#', '.').Replace('{', '<').Replace('}', '>');
        int arity = name?.LastIndexOf("``", StringComparison.Ordinal) ?? -1;
        return arity < 0 ? name : name![..arity];
    }

    private static async Task Run(AllocationLog log, Shapes shapes)
    {
        StaticShapes.Log = log;
        GC.KeepAlive(StaticConstructorShape.Kept);
        GC.KeepAlive(StaticInitializerShape.Kept);
        GC.KeepAlive(log.Extended);
        shapes.Setter = [];
        GC.KeepAlive(shapes["a"]);
        GC.KeepAlive(shapes + 1);
        GC.KeepAlive((byte[])shapes);
        IShape shape = shapes;
        shape.Explicit();
        shape.Default(log);
        GC.KeepAlive(shapes.ExpressionBodied());
        shapes.FinallyBlock();
        shapes.CatchBlock();
        shapes.OverSeveralLines();
        shapes.LengthInALocal();
        shapes.BehindAnotherAllocation();
        shapes.StaticLambda();
        shapes.LambdaInALambda(1);
        shapes.GenericLocalFunction();
        shapes.CallOfADynamicMethod();
        shapes.CallOfACompiledExpression();
        GenericShape generic = new GenericVirtualShape(log);
        generic.Method("a");
        generic.Method(1);
        GC.KeepAlive(new RecordShape(log).ToString());
        new StructShape(log).Method();
        _ = shapes.IteratorFinally().Count();
        await shapes.AsyncValueTask();
        await shapes.AsyncFinally();
    }
}
