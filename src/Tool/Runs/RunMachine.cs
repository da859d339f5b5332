namespace AppFrag.Tool.Runs;

/// <summary>The machine of the process, as far as the recording tells.</summary>
/// <param name="Name">Host name.</param>
/// <param name="OperatingSystem">As the runtime describes it.</param>
/// <param name="Processors">Logical processors.</param>
/// <param name="MemoryBytes">Total memory.</param>
internal sealed record RunMachine(string? Name, string? OperatingSystem, int? Processors, long? MemoryBytes);
