using AppFrag.Correlation.Statistics;

namespace AppFrag.Tool.Runs;

/// <summary>What moves together in a recording, as the agent looks for it.</summary>
/// <param name="Windows">Windows of five minutes that were compared; two are needed.</param>
/// <param name="Pairs">Pairs that were looked at in each.</param>
/// <param name="Found">Seen in two windows, the strongest first.</param>
/// <param name="Changes">Series that went to another level within a window and stayed there, in order of time.</param>
internal sealed record RecordedMovement(int Windows, int Pairs, IReadOnlyList<Association> Found, IReadOnlyList<SeriesChange> Changes);
