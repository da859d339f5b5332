using System.Diagnostics;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>A service that buffers imports: 31 gen2 collections in a minute, most large allocations from one line.</summary>
internal static class RequestBufferWindows
{
    public const long MiB = 1 << 20;
    public const int ReasonAllocLoh = 4;

    public static AllocationSite Site() => new()
    {
        Method = "Shop.ImportController.Import",
        File = "Controllers/ImportController.cs",
        Line = 42,
        Type = "System.Byte[]",
        Kind = AllocationKind.Loh,
        BytesPerSecond = 148e6,
        BytesPerSecondError = 4.4e6,
        Share = 0.71,
        ObjectSize = 2 * MiB,
        Sizes = new ObjectSizes(2 * MiB, 2 * MiB, 0),
        Samples = 1200,
        Routes = [new RouteShare("POST /import", 0.98)],
    };

    public static DiagnosisWindow Window(AllocationSite? site = null, GenerationSize? loh = null) => new()
    {
        Length = TimeSpan.FromMinutes(1),
        Gc = [.. Enumerable.Range(1, 31).Select(i => Collection(i, loh ?? new GenerationSize(676 * MiB, 400 * MiB, 12 * MiB)))],
        Sites = [site ?? Site()],
        Pauses = new PauseSummary
        {
            Count = 31,
            Total = TimeSpan.FromSeconds(1.2),
            Max = TimeSpan.FromMilliseconds(121),
            RequestsPaused = 214,
            RequestTime = TimeSpan.FromSeconds(9),
            Worst = [new FindingExample("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 3, TimeSpan.FromMilliseconds(121))],
        },
        HeapLimitBytes = 1536 * MiB,
    };

    public static GcSample Collection(int index, GenerationSize loh, int generation = 2, int reason = ReasonAllocLoh)
    {
        GenerationSizes sizes = default;
        sizes[GenerationSizes.Loh] = loh;
        return new GcSample { Timestamp = index * Stopwatch.Frequency, Index = index, Generation = generation, Reason = reason, Sizes = sizes };
    }
}
