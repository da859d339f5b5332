using System.Globalization;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Kernel.Report;

/// <summary>
/// What was seen, in one sentence. Mixing is what can fragment for good, waiting is what harms; the sentence says which of
/// them there was and whose, and never that one caused the other or that an application became slower.
/// </summary>
internal static class KernelVerdict
{
    public static string Of(KernelReport report)
    {
        var seen = new List<string>();
        var unseen = new List<string>();
        Mixing(report.Mixing, seen, unseen);
        Waits(report.Compaction, "compacted memory", "compaction", seen, unseen);
        Waits(report.DirectReclaim, "freed memory themselves, which is shortage and not fragmentation", "direct reclaim", seen, unseen);
        string time = string.Create(CultureInfo.InvariantCulture, $"Within {report.Observed.TotalSeconds:0.0} s ");
        string unknown = unseen.Count == 0 ? "" : $" (not watched: {string.Join(", ", unseen)})";
        return seen.Count == 0
            ? time + (unseen.Count == 3
                ? "nothing was seen that says anything about fragmentation" + unknown + "."
                : "no page was taken from a block of another type so that it stays mixed, and nobody compacted or reclaimed memory" + unknown + ".")
            : time + string.Join("; ", seen) + unknown + ".";
    }

    private static void Mixing(MixingReport? mixing, List<string> seen, List<string> unseen)
    {
        if (mixing is null)
        {
            unseen.Add("mixing");
            return;
        }

        if (mixing.Harmful == 0)
        {
            return;
        }

        string most = mixing.Processes is { Count: > 0 } processes ? $", most often {Name(processes[0])}" : "";
        string unmovable = mixing.UnmovableInMovable > 0
            ? $" ({Units.Count(mixing.UnmovableInMovable)} of them put what cannot be moved among what can, which compaction cannot undo)"
            : " (none of them put what cannot be moved among what can)";
        seen.Add($"allocations {Times(mixing.Harmful)} left a block with pages of two types{unmovable}{most}");
    }

    private static void Waits(WaitReport? waits, string what, string name, List<string> seen, List<string> unseen)
    {
        if (waits is null)
        {
            unseen.Add(name);
            return;
        }

        var own = waits.Processes.Where(wait => !wait.IsBackground).ToArray();
        if (own.Length > 0)
        {
            long microseconds = own.Sum(wait => wait.Microseconds);
            seen.Add($"{(own.Length == 1 ? "one process" : $"{own.Length} processes")} {what}, {Times(own.Sum(wait => wait.Runs))} for {Units.Microseconds(microseconds)} in total (longest in total: {Name(own[0])})");
        }
        else if (waits.Processes.Count > 0)
        {
            seen.Add($"only the kernel's own thread did {name} in the background, {Units.Microseconds(waits.Processes.Sum(wait => wait.Microseconds))}");
        }
    }

    private static string Times(long count) => count == 1 ? "once" : $"{Units.Count(count)} times";

    private static string Name(ProcessCount process) => SafeText.OneLine(process.Process.Name);

    private static string Name(ProcessWait wait) => SafeText.OneLine(wait.Process.Name);
}
