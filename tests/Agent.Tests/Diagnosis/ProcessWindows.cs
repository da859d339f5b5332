using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>Windows of sick processes, each with one thing wrong, and of a healthy one.</summary>
internal static class ProcessWindows
{
    private const long MiB = 1 << 20;

    /// <summary>A service under load with nothing wrong: few holes, short pauses, many sites.</summary>
    public static DiagnosisWindow Healthy { get; } = new()
    {
        Length = TimeSpan.FromMinutes(1),
        Gc = [.. Enumerable.Range(1, 12).Select(i => Collection(i * 5, gen2: new GenerationSize(200 * MiB, 6 * MiB, 0), loh: new GenerationSize(20 * MiB, MiB, 0)))],
        Collections = [600, 90, 12],
        Sites = [Small() with { Share = 0.2 }, Large() with { Share = 0.25 }],
        LiveHeap = Live(30, TimeSpan.FromSeconds(10), i => (200 * MiB) + (i % 3 * MiB)),
        Pauses = new PauseSummary { Total = TimeSpan.FromSeconds(0.3), Full = TimeSpan.FromSeconds(0.05), Max = TimeSpan.FromMilliseconds(9) },
        HeapLimitBytes = 1536 * MiB,
        ProcessId = 4711,
    };

    /// <summary>Large objects from 85 KB to 3 MB from one line, holes behind them.</summary>
    public static DiagnosisWindow VaryingSizes { get; } = RequestBufferWindows.Window(Large());

    /// <summary>A thousand pinned buffers between the holes of the small object heap.</summary>
    public static DiagnosisWindow Pinning { get; } = Healthy with
    {
        Gc = [.. Enumerable.Range(1, 12).Select(i => Collection(i * 5, gen2: new GenerationSize(400 * MiB, 220 * MiB, 0), loh: default))],
        Pinned = [new PinnedType("System.Byte[]", 1200, 9.6e6), new PinnedType("System.Object[]", 12, 4000)],
    };

    /// <summary>Eight million small objects a second from one line, and young collections that are felt.</summary>
    public static DiagnosisWindow SmallObjects { get; } = Healthy with
    {
        Sites = [Small()],
        Collections = [3000, 120, 12],
        Pauses = new PauseSummary { Total = TimeSpan.FromSeconds(4.5), Full = TimeSpan.FromSeconds(0.2), Max = TimeSpan.FromMilliseconds(14), RequestsPaused = 80, RequestTime = TimeSpan.FromSeconds(2) },
    };

    /// <summary>Ten minutes of 24 MiB a minute that do not level off.</summary>
    public static DiagnosisWindow Leak { get; } = Healthy with { LiveHeap = Live(60, TimeSpan.FromSeconds(11), i => (200 * MiB) + (long)(i * 4.4 * MiB)) };

    /// <summary>A cache that fills: most of its growth in the first minutes.</summary>
    public static DiagnosisWindow WarmUp { get; } = Healthy with { LiveHeap = Live(60, TimeSpan.FromSeconds(11), i => (100 * MiB) + (long)(150 * MiB * (1 - Math.Exp(-i / 9.0)))) };

    /// <summary>As a whole: every branch of every detector of the process.</summary>
    public static IReadOnlyList<DiagnosisWindow> All { get; } =
    [
        Healthy,
        RequestBufferWindows.Window(),
        Calm(RequestBufferWindows.Window()),
        RequestBufferWindows.Window(RequestBufferWindows.Site() with { Line = null, Via = "System.IO.MemoryStream.set_Capacity" }),
        RequestBufferWindows.Window(RequestBufferWindows.Site() with { File = null, Line = null, Via = "System.IO.StreamReader.ReadToEnd" }),
        RequestBufferWindows.Window(RequestBufferWindows.Site() with { Routes = [] }),
        Calm(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Routes = [] })),
        RequestBufferWindows.Window(RequestBufferWindows.Site() with { Routes = [] }) with { Length = TimeSpan.FromSeconds(20) },
        VaryingSizes, Calm(VaryingSizes),
        Pinning, Pinning with { HeapLimitBytes = 64L << 30 },
        SmallObjects, SmallObjects with { Pauses = new PauseSummary { Total = TimeSpan.FromSeconds(1.2), Full = TimeSpan.FromSeconds(0.2) } },
        Leak, Leak with { HeapLimitBytes = 0 }, Leak with { HeapLimitBytes = 500 * MiB }, Leak with { HeapLimitBytes = 1L << 40 }, Leak with { ProcessId = null },
        WarmUp, WarmUp with { LiveHeap = Live(20, TimeSpan.FromSeconds(5), i => (100 + (3 * i)) * MiB), HeapLimitBytes = 64L << 30 },
        Host.GcHolesWithoutSiteTests.FullOfHoles,
    ];

    public static IReadOnlyList<LiveHeapPoint> Live(int count, TimeSpan every, Func<int, long> bytes) =>
        [.. Enumerable.Range(0, count).Select(i => new LiveHeapPoint((long)(i * every.TotalSeconds * Stopwatch.Frequency), bytes(i)))];

    public static AllocationSite Large() => RequestBufferWindows.Site() with { ObjectSize = MiB, Sizes = new ObjectSizes(85_000, 3 * MiB, 700_000) };

    public static AllocationSite Small() => new()
    {
        Method = "Shop.Parser.Tokens",
        File = "Parser.cs",
        Line = 17,
        Type = "Shop.Token",
        Kind = AllocationKind.Soh,
        BytesPerSecond = 256e6,
        BytesPerSecondError = 8e6,
        Share = 0.8,
        ObjectSize = 32,
        Sizes = new ObjectSizes(32, 32, 0),
        Samples = 900,
        Routes = [new RouteShare("GET /parse", 1)],
    };

    public static GcSample Collection(int seconds, GenerationSize gen2, GenerationSize loh)
    {
        GenerationSizes sizes = default;
        sizes[GenerationSizes.Gen2] = gen2;
        sizes[GenerationSizes.Loh] = loh;
        return new GcSample { Timestamp = seconds * Stopwatch.Frequency, Index = seconds, Generation = 2, Reason = 0, Sizes = sizes };
    }

    /// <summary>Nobody stands still, and the heap is small against its limit.</summary>
    private static DiagnosisWindow Calm(DiagnosisWindow window) => window with { Pauses = new PauseSummary(), HeapLimitBytes = 64L << 30, Collections = [40, 35, 31] };
}
