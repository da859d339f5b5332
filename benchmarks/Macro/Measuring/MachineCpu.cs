using System.Globalization;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>CPU time of the whole machine: user, nice, system, interrupts and steal of the first line of /proc/stat (proc_stat(5)), in steps of 10 ms.</summary>
internal static class MachineCpu
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds since boot; <see langword="null"/> where it cannot be read.</summary>
    public static double? BusySeconds()
    {
        const string Path = "/proc/stat";
        if (!File.Exists(Path) || File.ReadLines(Path).FirstOrDefault()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not { Length: > 8 } fields)
        {
            return null;
        }

        return new[] { fields[1], fields[2], fields[3], fields[6], fields[7], fields[8] }.Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
