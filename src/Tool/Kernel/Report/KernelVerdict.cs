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
        var quiet = new List<string>();
        var unseen = new List<string>();
        if (report.Mixing is null)
        {
            unseen.Add("mixing");
        }
        else if (report.Mixing.Harmful == 0)
        {
            quiet.Add("no page was taken from a block of another type that stayed as it was");
        }
        else
        {
            seen.Add(Mixing(report.Mixing));
        }

        Waits(report.Compaction, "compacted memory", "compaction", "nobody compacted memory");
        Waits(report.DirectReclaim, "freed memory before it got some, which is shortage and not fragmentation", "direct reclaim", "nobody had to free memory to get some");
        string time = string.Create(CultureInfo.InvariantCulture, $"Within {report.Observed.TotalSeconds:0.0} s ");
        string what = string.Join("; ", seen.Count > 0 ? seen : quiet);
        string unknown = unseen.Count == 0 ? "" : $" (not watched: {string.Join(", ", unseen)})";
        return time + (what.Length == 0 ? "nothing was watched that says anything about fragmentation" : what) + unknown + ".";

        void Waits(WaitReport? waits, string what, string name, string otherwise)
        {
            if (waits is null)
            {
                unseen.Add(name);
            }
            else if (waits.Processes.Count == 0)
            {
                quiet.Add(otherwise);
            }
            else
            {
                seen.Add(KernelVerdict.Waits(waits, what, name));
            }
        }
    }

    private static string Mixing(MixingReport mixing)
    {
        string most = mixing.Processes is { Count: > 0 } processes ? $", most often {SafeText.OneLine(processes[0].Process.Name)}" : "";
        string unmovable = mixing.UnmovableInMovable > 0
            ? $" ({Units.Count(mixing.UnmovableInMovable)} of them put what cannot be moved among what can, which compaction cannot undo)"
            : " (none of them put what cannot be moved among what can)";
        return $"allocations {Times(mixing.Harmful)} left a block with pages of two types{unmovable}{most}";
    }

    private static string Waits(WaitReport waits, string what, string name)
    {
        var own = waits.Processes.Where(wait => !wait.IsBackground).ToArray();
        if (own.Length == 0)
        {
            return $"only the kernel's own thread did {name} in the background, {Units.Microseconds(waits.Processes.Sum(wait => wait.Microseconds))}";
        }

        string total = Units.Microseconds(own.Sum(wait => wait.Microseconds));
        string who = own.Length == 1 ? "one process" : $"{own.Length} processes";
        return $"{who} {what}, {Times(own.Sum(wait => wait.Runs))} for {total} in total (longest: {SafeText.OneLine(own[0].Process.Name)})";
    }

    private static string Times(long count) => count == 1 ? "once" : $"{Units.Count(count)} times";
}
