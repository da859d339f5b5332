using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Every field that is decoded, of every GC and sampling event of a recorded trace, against TraceEvent.</summary>
public sealed class GcPayloadOracleTests
{
    [Fact]
    public void Fields_AreThoseOfTraceEvent()
    {
        var actual = new FieldSink();
        new NetTraceReader(new MemoryStream(TraceFixture.Shop), actual).ReadToEnd();

        var expected = Expected();

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Lines.Order(StringComparer.Ordinal));
        Assert.Equal(["204", "205", "303", "GCEnd", "GCStart", "Heap", "Restart", "Suspend"], expected.Select(l => l.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    private static List<string> Expected()
    {
        var lines = new List<string>();
        using var source = new EventPipeEventSource(new MemoryStream(TraceFixture.Shop));
        source.Clr.GCStart += e => lines.Add($"GCStart {e.Count} {e.Depth} {(int)e.Reason} {(int)e.Type}");
        source.Clr.GCStop += e => lines.Add($"GCEnd {e.Count} {e.Depth}");
        source.Clr.GCSuspendEEStart += e => lines.Add($"Suspend {(int)e.Reason} {e.Count}");
        source.Clr.GCRestartEEStop += _ => lines.Add("Restart");
        source.Clr.GCHeapStats += e => lines.Add(
            $"Heap {e.GenerationSize0} {e.TotalPromotedSize0} {e.GenerationSize1} {e.TotalPromotedSize1} {e.GenerationSize2} {e.TotalPromotedSize2}"
            + $" {e.GenerationSize3} {e.TotalPromotedSize3} {e.GenerationSize4} {e.TotalPromotedSize4} {e.PinnedObjectCount} {e.GCHandleCount}");
        source.Clr.GCGlobalHeapHistory += e => lines.Add(
            $"205 {e.NumHeaps} {e.CondemnedGeneration} {(int)e.Reason} {(int)e.GlobalMechanisms} {(int)e.PauseMode} {e.MemoryPressure}");
        source.Clr.AllocationSampling += e => lines.Add(
            $"303 {(int)e.AllocationKind} {e.TypeID} {e.TypeName} {e.Address} {e.ObjectSize} {e.SampledByteOffset}");
        source.Clr.GCPerHeapHistory += e =>
        {
            lines.Add($"204 {e.HeapIndex} {e.FreeListAllocated} {e.FreeListRejected}");
            for (var g = Gens.Gen0; (int)g < 5; g++)
            {
                var data = e.GenData(g);
                lines.Add(
                    $"204 {g} {data.SizeBefore} {data.FreeListSpaceBefore} {data.FreeObjSpaceBefore} {data.SizeAfter} {data.FreeListSpaceAfter}"
                    + $" {data.FreeObjSpaceAfter} {data.In} {data.PinnedSurv} {data.NonePinnedSurv} {data.Budget}");
            }
        };
        source.Process();
        return lines;
    }

    private sealed class FieldSink : INetTraceSink
    {
        private int _pointerSize;

        public List<string> Lines { get; } = [];

        public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

        public void OnEvent(in NetTraceEvent e)
        {
            if (!e.Metadata.IsRuntime)
            {
                return;
            }

            switch (e.Metadata.EventId)
            {
                case GCStartEvent.Id when GCStartEvent.TryRead(e.Payload, out var v):
                    Lines.Add($"GCStart {v.Count} {v.Depth} {v.Reason} {v.Type}");
                    break;
                case GCEndEvent.Id when GCEndEvent.TryRead(e.Payload, out var v):
                    Lines.Add($"GCEnd {v.Count} {v.Depth}");
                    break;
                case GCSuspendEEBeginEvent.Id when GCSuspendEEBeginEvent.TryRead(e.Payload, out var v):
                    Lines.Add($"Suspend {v.Reason} {v.Count}");
                    break;
                case GCRestartEEEndEvent.Id when GCRestartEEEndEvent.TryRead(e.Payload, out _):
                    Lines.Add("Restart");
                    break;
                case GCHeapStatsEvent.Id when GCHeapStatsEvent.TryRead(e.Payload, out var v):
                    var sizes = new List<long>();
                    for (var i = 0; i < GCHeapStatsEvent.GenerationCount; i++)
                    {
                        sizes.AddRange([v.GenerationSize(i), v.PromotedSize(i)]);
                    }

                    Lines.Add($"Heap {string.Join(' ', sizes)} {v.PinnedObjectCount} {v.GCHandleCount}");
                    break;
                case GCGlobalHeapHistoryEvent.Id when GCGlobalHeapHistoryEvent.TryRead(e.Payload, out var v):
                    Lines.Add($"205 {v.HeapCount} {v.CondemnedGeneration} {v.Reason} {(int)v.GlobalMechanisms} {v.PauseMode} {v.MemoryPressurePercent}");
                    break;
                case AllocationSampledEvent.Id when AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var v):
                    Lines.Add($"303 {(int)v.Kind} {v.TypeId} {v.TypeName} {v.Address} {v.ObjectSize} {v.SampledByteOffset}");
                    break;
                case GCPerHeapHistoryEvent.Id when GCPerHeapHistoryEvent.TryRead(e.Payload, _pointerSize, out var v):
                    Lines.Add($"204 {v.HeapIndex} {v.FreeListAllocated} {v.FreeListRejected}");
                    for (var i = 0; i < v.GenerationCount; i++)
                    {
                        var g = v.Generation(i);
                        Lines.Add(
                            $"204 {(Gens)i} {g.SizeBefore} {g.FreeListSpaceBefore} {g.FreeObjectSpaceBefore} {g.SizeAfter} {g.FreeListSpaceAfter}"
                            + $" {g.FreeObjectSpaceAfter} {g.In} {g.PinnedSurvived} {g.NonPinnedSurvived} {g.NewAllocation}");
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
