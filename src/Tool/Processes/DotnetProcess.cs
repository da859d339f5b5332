namespace AppFrag.Tool.Processes;

/// <summary>A process with a .NET diagnostic port.</summary>
/// <param name="ProcessId">Process id.</param>
/// <param name="Name">Its managed entry assembly, or the operating system's name for it; <see langword="null"/> when neither is known.</param>
/// <param name="CommandLine">Its command line; <see langword="null"/> when it did not tell.</param>
/// <param name="RuntimeVersion">Version of its runtime; <see langword="null"/> before .NET 6 or when it did not tell.</param>
/// <param name="Architecture">E.g. x64.</param>
/// <param name="Problem">Why it cannot be attached to; <see langword="null"/> when it can.</param>
internal sealed record DotnetProcess(
    int ProcessId, string? Name, string? CommandLine, string? RuntimeVersion, string? Architecture, string? Problem);
