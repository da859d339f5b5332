using System.Runtime.InteropServices;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>The machine of the process, as far as the recording tells.</summary>
/// <param name="Name">Host name.</param>
/// <param name="OperatingSystem">As the runtime describes it.</param>
/// <param name="Processors">Logical processors.</param>
/// <param name="MemoryBytes">Total memory.</param>
internal sealed record RunMachine(string? Name, string? OperatingSystem, int? Processors, long? MemoryBytes)
{
    /// <summary>The one that this runs on.</summary>
    public static RunMachine Here(IReadOnlyList<HostSample> host) => new(
        Environment.MachineName,
        RuntimeInformation.OSDescription,
        Environment.ProcessorCount,
        host is [{ MemTotalBytes: > 0 and var total }, ..] ? total : null);
}
