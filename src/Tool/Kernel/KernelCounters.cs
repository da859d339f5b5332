using System.Text;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Tool.Kernel;

/// <summary>What the kernel counts anyway, read before and after watching: for context, and to tell whether blocks changed their type.</summary>
internal sealed record KernelCounters
{
    public static readonly KernelCounters None = new();

    private static readonly string[] Reported =
    [
        "pgfault", "pgmajfault", "workingset_refault_anon", "workingset_refault_file",
        "allocstall_dma", "allocstall_dma32", "allocstall_normal", "allocstall_movable", "allocstall_device",
        "compact_stall", "compact_fail", "compact_success", "compact_daemon_wake", "thp_fault_fallback",
    ];

    public PageBlocks? Blocks { get; private init; }

    public string WhyNoBlocks { get; private init; } = "not read";

    public IReadOnlyDictionary<string, long> Vmstat { get; private init; } = new Dictionary<string, long>();

    public IReadOnlyList<SourceStatus> Sources { get; private init; } = [];

    public static KernelCounters Read()
    {
        string types = ReadText("/proc/pagetypeinfo", "a kernel without it", out string typesProblem);
        string vmstat = ReadText("/proc/vmstat", "a kernel without VM event counters", out string vmstatProblem);
        PageBlocks? blocks = null;
        if (typesProblem.Length == 0 && !PageBlocks.TryParse(types, out blocks, out string problem))
        {
            typesProblem = $"/proc/pagetypeinfo, {problem}";
        }

        return new KernelCounters
        {
            Blocks = blocks,
            WhyNoBlocks = typesProblem,
            Vmstat = Parse(vmstat),
            Sources = [Status("pagetypeinfo", typesProblem), Status("vmstat", vmstatProblem)],
        };
    }

    /// <summary>As they were read at another time.</summary>
    public static KernelCounters Of(PageBlocks blocks, Dictionary<string, long> vmstat) => new() { Blocks = blocks, Vmstat = vmstat };

    /// <summary>How far the counters have moved; those of one name split by zone are put together.</summary>
    public static SortedDictionary<string, long> Changes(KernelCounters before, KernelCounters after)
    {
        var changes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in after.Vmstat)
        {
            if (before.Vmstat.TryGetValue(name, out long old))
            {
                string key = name.StartsWith("allocstall", StringComparison.Ordinal) ? "allocstall" : name;
                changes[key] = changes.GetValueOrDefault(key) + Math.Max(0, value - old);
            }
        }

        return changes;
    }

    private static Dictionary<string, long> Parse(string vmstat)
    {
        byte[] text = Encoding.UTF8.GetBytes(vmstat);
        return Reported.Select(name => (Name: name, Value: VmstatReader.Find(text, Encoding.ASCII.GetBytes(name))))
            .Where(counter => counter.Value >= 0)
            .ToDictionary(counter => counter.Name, counter => counter.Value);
    }

    private static string ReadText(string path, string remedy, out string problem)
    {
        try
        {
            problem = "";
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = ReadFailure.Describe(exception, path, remedy);
            return "";
        }
    }

    private static SourceStatus Status(string name, string problem) =>
        problem.Length == 0 ? new SourceStatus(name, SourceState.Ok) : new SourceStatus(name, SourceState.Unavailable, problem);
}
