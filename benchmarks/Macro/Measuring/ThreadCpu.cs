using System.Globalization;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>
/// CPU time of a process by what its threads are named (/proc/PID/task/TID/comm and schedstat, proc_pid_comm(5)), so that
/// a cost can be told from noise: a reading thread of a watcher shows here what it used, whatever the requests did meanwhile.
/// </summary>
internal static class ThreadCpu
{
    /// <summary>Threads of AppFrag itself: those still alive.</summary>
    public const string Agent = "AppFrag";

    private const double NanosecondsPerSecond = 1e9;

    // Names as the kernel keeps them, cut at 15 characters.
    private static readonly (string Prefix, string Group)[] Groups =
    [
        ("AppFrag", Agent),
        (".NET Tiered", "compiler"),
        (".NET BGC", "background GC"),
        (".NET Server GC", "GC"),
        (".NET EventPipe", "EventPipe"),
        (".NET TP", "pool"),
    ];

    /// <summary>Seconds so far by group; "ended" are threads that are gone, "other" the rest.</summary>
    /// <param name="processId">Whose.</param>
    /// <param name="total">Of the whole process, ended threads included.</param>
    public static IReadOnlyDictionary<string, double> Read(int processId, TimeSpan total)
    {
        var sums = new Dictionary<string, double>();
        foreach (string thread in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task")))
        {
            try
            {
                string name = File.ReadAllText(Path.Combine(thread, "comm")).Trim();
                string group = Groups.FirstOrDefault(one => name.StartsWith(one.Prefix, StringComparison.Ordinal)).Group ?? "other";
                sums[group] = sums.GetValueOrDefault(group) + (double.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / NanosecondsPerSecond);
            }
            catch (IOException)
            {
                // It ended between the listing and the reading.
            }
        }

        sums["ended"] = Math.Max(0, total.TotalSeconds - sums.Values.Sum());
        return sums;
    }

    /// <summary>What was used between two readings.</summary>
    public static IReadOnlyDictionary<string, double> Between(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after) =>
        after.Keys.Order(StringComparer.Ordinal).ToDictionary(group => group, group => after[group] - before.GetValueOrDefault(group));
}
