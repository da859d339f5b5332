using System.Globalization;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>
/// CPU time of the processes that have nothing to do with the measurement, from each one's own account (proc_pid_stat(5)),
/// and time stolen by the hypervisor. The machine's sums in /proc/stat are made of samples at clock ticks: a paced load
/// that sleeps and wakes with the same clock is missing in them by half of a core.
/// </summary>
/// <param name="processes">Clock ticks by process id.</param>
/// <param name="stolen">Clock ticks since boot.</param>
internal sealed class MachineCpu(IReadOnlyDictionary<int, long> processes, long stolen)
{
    private const double TicksPerSecond = 100;
    private const int StolenColumn = 8;

    /// <summary>Everything on this machine but this process and its children, which are the services, loads and watchers.</summary>
    public static MachineCpu ReadOthers()
    {
        var processes = new Dictionary<int, long>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && id != Environment.ProcessId && TicksOf(folder) is { } ticks)
            {
                processes[id] = ticks;
            }
        }

        string[] machine = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new MachineCpu(processes, long.Parse(machine[StolenColumn], CultureInfo.InvariantCulture));
    }

    /// <summary>Seconds that processes have used since an earlier reading; those that came and went in between are missing.</summary>
    public double UsedSince(MachineCpu before) => processes.Sum(one => one.Value - before.Of(one.Key)) / TicksPerSecond;

    /// <summary>Seconds that the hypervisor gave to others since an earlier reading.</summary>
    public double StolenSince(MachineCpu before) => (stolen - before.Stolen) / TicksPerSecond;

    private long Stolen => stolen;

    private long Of(int process) => processes.GetValueOrDefault(process);

    private static long? TicksOf(string folder)
    {
        try
        {
            // The name, in brackets, may hold anything; the parent is the 4th field, user and system time the 14th and 15th.
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], CultureInfo.InvariantCulture) == Environment.ProcessId ? null : long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
