using AppFrag.Agent.Tests.Sources.Runtime.NetTrace;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

/// <summary>Stacks and method names of a recorded trace against TraceEvent's TraceLog.</summary>
public sealed class TraceLogOracleTests
{
    [Fact]
    public void StacksAndNames_AreThoseOfTraceLog()
    {
        var map = new MethodMap();
        var builder = map.CreateBuilder();
        var sink = new SampleSink(builder);
        new NetTraceReader(new MemoryStream(TraceFixture.Shop), sink).ReadToEnd();
        map.Replace(builder);

        var actual = sink.Samples.Select(s => new Sample(s.Address, [.. s.Stack.Select(a => Name(map, a))])).ToList();

        var expected = Expected();
        Assert.True(expected.Count > 50, $"The oracle saw {expected.Count} samples.");
        Assert.Equal(expected.Select(s => s.ToString()).Order(StringComparer.Ordinal), actual.Select(s => s.ToString()).Order(StringComparer.Ordinal));
        Assert.Contains(actual, s => s.Stack.Contains("Shop.OrdersController.UploadAsync"));
        Assert.DoesNotContain(actual, s => s.Stack.Contains("?"));
    }

    private static string Name(MethodMap map, ulong address) =>
        map.TryResolve(address, out var frame) ? frame.Method.FullName : "?";

    private static List<Sample> Expected()
    {
        var directory = Directory.CreateTempSubdirectory("appfrag-tracelog");
        try
        {
            var file = Path.Combine(directory.FullName, "shop.nettrace");
            File.WriteAllBytes(file, TraceFixture.Shop);
            using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(file, Path.ChangeExtension(file, "etlx")));
            return [.. log.Events.OfType<AllocationSampledTraceData>().Select(e => new Sample(e.Address, Frames(e.CallStack())))];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static List<string> Frames(TraceCallStack? stack)
    {
        var frames = new List<string>();
        for (; stack is not null; stack = stack.Caller)
        {
            var name = stack.CodeAddress.FullMethodName;
            name = name[..name.IndexOf('(', StringComparison.Ordinal)];
            var dot = name.EndsWith(".ctor", StringComparison.Ordinal) || name.EndsWith(".cctor", StringComparison.Ordinal)
                ? name.LastIndexOf("..", StringComparison.Ordinal)
                : name.LastIndexOf('.');
            frames.Add(WrittenName.Of(name[..dot], name[(dot + 1)..]));
        }

        return frames;
    }

    private sealed record Sample(ulong Address, List<string> Stack)
    {
        public override string ToString() => $"{Address:x} {string.Join(" < ", Stack)}";
    }

    private sealed class SampleSink(MethodMapBuilder methods) : INetTraceSink
    {
        private int _pointerSize;

        public List<(ulong Address, ulong[] Stack)> Samples { get; } = [];

        public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

        public void OnEvent(in NetTraceEvent e)
        {
            methods.OnEvent(in e);
            if (e.Metadata.IsRuntime
                && e.Metadata.EventId == AllocationSampledEvent.Id
                && AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var sample))
            {
                Samples.Add((sample.Address, e.Stack.ToArray()));
            }
        }
    }
}
