namespace AppFrag.Tool.Runs;

/// <summary>That a series went to another level and stayed there to the end of its window: when something began, and no evidence of why.</summary>
/// <param name="Series">Which one.</param>
/// <param name="At">Seconds since the start of the recording.</param>
/// <param name="Before">Mean before it, in the series' own unit.</param>
/// <param name="After">Mean after it.</param>
internal sealed record RunChange(string Series, double At, double Before, double After);
