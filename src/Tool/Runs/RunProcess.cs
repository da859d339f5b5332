namespace AppFrag.Tool.Runs;

/// <summary>The process that was recorded, as far as the recording tells.</summary>
internal sealed record RunProcess(int? Id, string? Name, string? CommandLine, string? RuntimeVersion, string? Architecture);
