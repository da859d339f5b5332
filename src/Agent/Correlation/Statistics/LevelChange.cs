namespace AppFrag.Correlation.Statistics;

/// <summary>That a series went to another level and stayed there.</summary>
/// <param name="At">Second of the window in which it began.</param>
/// <param name="Before">Mean before it.</param>
/// <param name="After">Mean from it to the end of the window.</param>
internal readonly record struct LevelChange(int At, double Before, double After);
