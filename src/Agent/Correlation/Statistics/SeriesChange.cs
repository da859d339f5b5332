namespace AppFrag.Correlation.Statistics;

/// <summary>
/// That a series of the timeline went to another level and stayed there to the end of its window of five minutes. It says
/// when something began, for reports and for choosing what to compare; by itself it is no evidence of anything.
/// </summary>
/// <param name="Series">Which one.</param>
/// <param name="Timestamp"><see cref="System.Diagnostics.Stopwatch"/> ticks of the second in which it began.</param>
/// <param name="Before">Mean before it, in the series' own unit.</param>
/// <param name="After">Mean from it to the end of the window.</param>
internal sealed record SeriesChange(TimelineSeries Series, long Timestamp, double Before, double After);
