using System.Globalization;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>
/// What the kernel did for a process so far: proc_pid_stat(5). A heap that is given back and asked for again costs page
/// faults, each with a page to clear, in whichever thread touches it first: they are in the CPU of requests and are not their work.
/// </summary>
/// <param name="MinorFaults">Pages made present without input or output.</param>
/// <param name="CpuSeconds">System time, in steps of 10 ms.</param>
internal sealed record KernelWork(long MinorFaults, double CpuSeconds)
{
    private const double TicksPerSecond = 100;

    public static KernelWork Of(int processId)
    {
        // The name, in brackets, may hold anything; after it minor faults are the 10th field, system time the 15th.
        string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new KernelWork(long.Parse(fields[7], CultureInfo.InvariantCulture), long.Parse(fields[12], CultureInfo.InvariantCulture) / TicksPerSecond);
    }

    public KernelWork Since(KernelWork before) => new(MinorFaults - before.MinorFaults, CpuSeconds - before.CpuSeconds);
}
