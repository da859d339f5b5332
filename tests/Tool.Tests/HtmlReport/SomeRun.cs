using System.Text.Json;
using AppFrag.Model;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Tests.HtmlReport;

/// <summary>Runs to show: nothing at all, a minute of everything, an hour of a storm, one that means harm.</summary>
internal static class SomeRun
{
    private const long Mebibyte = 1 << 20;

    /// <summary>What a script, a style or an element would do if any of it were read as HTML.</summary>
    public static IReadOnlyList<string> HostileTexts { get; } =
    [
        "<script>window.harmed = 1</script>",
        "</script><img src=x onerror=\"window.harmed = 2\">",
        "\"'`><svg/onload=window.harmed=3>",
        "<!--<script>window.harmed = 4",
        "right\u202eto\u2066left\u200f",
        "line\u2028paragraph\u2029null\0end",
        "javascript:window.harmed=5//{{constructor}}${window.harmed=6}",
    ];

    public static Run Empty { get; } = new()
    {
        ToolVersion = "0.1.0",
        Start = new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero),
        Seconds = 0,
        EndedEarly = null,
        Process = new RunProcess(null, null, null, null, null),
        Gc = new RunGc { Generations = [], Collections = [0, 0, 0], PauseSeconds = 0, LongestPauseSeconds = 0, Pauses = 0, CollectionsOmitted = 0, LohBytesPerSecond = null, LohBytesPerSecondError = null },
        Collections = [],
        Sites = [],
        Host = null,
        Findings = [],
        Sources = [],
    };

    /// <param name="text">In every place that takes a text from the process.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="collections">How many there are.</param>
    public static Run Full(string text = "Shop", double seconds = 60, int collections = 240) => Empty with
    {
        Seconds = seconds,
        EndedEarly = text,
        Process = new RunProcess(4711, text, text, text, text),
        Machine = new RunMachine(text, text, 2, 8L << 30),
        Gc = new RunGc
        {
            Generations = [.. Names.Select((name, i) => new GenerationReport(name, (i + 1) * Mebibyte, i * Mebibyte / 2))],
            Collections = [collections / 2, collections / 4, collections - (collections / 2) - (collections / 4)],
            PauseSeconds = seconds / 20,
            LongestPauseSeconds = 0.12,
            Pauses = collections,
            CollectionsOmitted = 0,
            LohBytesPerSecond = 148e6,
            LohBytesPerSecondError = 4e6,
        },
        Collections = [.. Enumerable.Range(0, collections).Select(i => Collection(i, seconds * i / collections, text))],
        Pauses = [.. Enumerable.Range(0, collections).Select(i => new RunPause { At = seconds * i / collections, Seconds = 0.001 * (1 + (i % 97)), Index = i, Generation = i % 3, Reason = text })],
        Allocations = [.. Enumerable.Range(0, 60).Select(i => new RunAllocationRates(seconds * i / 60, seconds * (i + 0.5) / 60, new RunRate(50e6 + (i * 1e5), 3e6), new RunRate(148e6 - (i * 1e5), 9e6), new RunRate(1e6, 4e5)))],
        Sites = [.. Enumerable.Range(0, 50).Select(i => Site(text, i))],
        Host = new RunHost(Host(text), [.. Enumerable.Range(0, 60).Select(i => HostSample(seconds * i / 60, i))], Host(text)),
        Findings = [Finding("first", Severity.Critical, EvidenceLevel.ShownByIntervention, text), Finding("second", Severity.Warning, EvidenceLevel.Associated, text), Finding("third", Severity.Info, EvidenceLevel.Coincident, text)],
        Episodes = [new RunEpisode("first", 0, seconds / 3), new RunEpisode("second", seconds / 4, seconds), new RunEpisode("first", seconds / 2, seconds)],
        Movement = new RunMovement
        {
            Windows = 2,
            Pairs = 10,
            Associations = [new RunAssociation { Pair = text, First = text, Second = "pauseTime", Test = text, Effect = 0.41, LagSeconds = 1, P = 0.002, Count = 290, Mechanism = text }],
            Changes = [new RunChange(text, seconds / 3, 0.01, 0.06), new RunChange("allocationRate", seconds / 2, 5e6, 90e6)],
        },
        Sources = [new SourceStatus("gc-events", SourceState.Ok), new SourceStatus(text, SourceState.Unavailable, text), new SourceStatus("slabinfo", SourceState.Malformed, text)],
    };

    private static string[] Names { get; } = ["gen0", "gen1", "gen2", "loh", "poh"];

    private static RunCollection Collection(int i, double at, string text) => new()
    {
        At = at,
        Index = i,
        Generation = i % 3,
        Type = "blocking",
        Reason = text,
        PauseSeconds = 0.002,
        PromotedBytes = Mebibyte,
        Before = Sizes(i + 3),
        After = Sizes(i),
    };

    private static RunGenerationSize[] Sizes(int i) => [.. Names.Select((_, g) => new RunGenerationSize((g + 2) * Mebibyte + (i % 7 * 65_536), (g + 1) * Mebibyte / 4, (i % 5) * 16_384))];

    private static AllocationSite Site(string text, int i) => new()
    {
        Method = text,
        File = $"/src/{text}/Orders.cs",
        Line = i + 1,
        Type = text,
        Kind = (AllocationKind)(i % 3),
        Via = text,
        BytesPerSecond = 1e8 / (i + 1),
        BytesPerSecondError = 4e6 / (i + 1),
        Share = 0.6 / (i + 1),
        ObjectSize = 200_000,
        Samples = 1000 / (i + 1),
        Routes = [new RouteShare(text, 1)],
    };

    private static Finding Finding(string id, Severity severity, EvidenceLevel evidence, string text) => new()
    {
        Id = id,
        Title = text,
        Severity = severity,
        Evidence = evidence,
        Details = [text, text],
        Site = Site(text, 0),
        Examples = [new FindingExample(text, text, 3, TimeSpan.FromMilliseconds(121))],
        Numbers = [new FindingNumber(text, 1.5, text)],
        RuleId = text,
        Scope = text,
        Action = text,
        Command = text,
        Undo = text,
        Setting = new SettingChange { Kind = SettingKind.Sysctl, Name = text, CurrentValue = text, DefaultValue = text, ProposedValue = text },
        Cost = text,
        Verify = text,
    };

    private static RunHostSample HostSample(double at, int i) => new()
    {
        At = at,
        MemFreeBytes = 2L << 30,
        MemAvailableBytes = (4L << 30) - (i * Mebibyte),
        UnusableIndexPmd = 400 + i,
        CompactionStalls = i,
        AllocationStalls = i,
        ThpFaultFallbacks = i,
        HostPressureSome = i * 20_000L,
        CgroupPressureSome = i * 10_000L,
    };

    private static JsonElement Host(string text) => JsonSerializer.SerializeToElement(new
    {
        schema = "appfrag.host/1",
        pageSize = 4096,
        pmdOrder = 9,
        freeListCompleteness = 0.5,
        memory = new { MemTotal = 8L << 30 },
        zones = new[]
        {
            new
            {
                node = 0, zone = text, freePages = 268_450, freeHugePages = 168,
                freeBlocks = (long[])[492, 77, 573, 505, 270, 164, 246, 545, 280, 73, 56],
                unusableIndex = (int[])[0, 1, 2, 10, 25, 42, 61, 120, 380, 647, 786],
                fragmentationIndex = (int[])[-1000, -1000, -1000, -1000, -1000, -1000, -1000, -1000, -1000, 975, 988],
            },
        },
    });
}
