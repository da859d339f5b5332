using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;
using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.Benchmarks.Methods;

/// <summary>
/// The method map of this very process, filled by a naming session: taking in a range of code, finding the method of an
/// address, and naming the site of a stack with file and line, which happens once per distinct stack.
/// </summary>
[MemoryDiagnoser]
public class MethodMapBenchmark : IDisposable
{
    private const int Ranges = 20_000;
    private const uint RangeLength = 256;

    private readonly MethodMap _map = new();
    private readonly SourceLines _lines = new();
    private readonly object _value = new();
    private readonly ulong[] _starts = new ulong[Ranges];
    private ulong[] _stack = [];
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (int i = 0; i < Ranges; i++)
        {
            _starts[i] = 0x7f00_0000_0000 + ((ulong)i * RangeLength * 2);
        }

        random.Shuffle(_starts);
        var client = new DiagnosticsClient(Environment.ProcessId);
        var sink = new LargestSample();
        EventPipeStream stream = EventPipeStream.Open(client, RuntimeProvider.SamplingSession(), sink, "benchmark samples");
        Allocate(10_000_000);
        stream.Stop(TimeSpan.FromSeconds(20));
        _stack = sink.Stack;
        bool named = NamingSession.Run(client, _map, TimeSpan.FromSeconds(20));
        Console.WriteLine($"// named {named}, {_map.Count} methods, site {StackSite.Of(_stack, "System.Byte[]", _map, _lines)}");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _lines.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Ranges)]
    public int Insert()
    {
        var table = new AddressTable<object>();
        foreach (ulong start in _starts)
        {
            table.Add(start, RangeLength, _value);
        }

        return table.Count;
    }

    [Benchmark]
    public bool Lookup()
    {
        _next = (_next + 1) % _stack.Length;
        return _map.TryResolve(_stack[_next], out _);
    }

    [Benchmark]
    public object? NameStack() => StackSite.Of(_stack, "System.Byte[]", _map, _lines);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Allocate(int length) => GC.KeepAlive(new byte[length]);

    private sealed class LargestSample : INetTraceSink
    {
        private int _pointerSize;
        private long _size;

        public ulong[] Stack { get; private set; } = [];

        public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

        public void OnEvent(in NetTraceEvent e)
        {
            if (e.Metadata.EventId == AllocationSampledEvent.Id && AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var sample) && sample.ObjectSize > _size)
            {
                _size = sample.ObjectSize;
                Stack = e.Stack.ToArray();
            }
        }
    }
}
