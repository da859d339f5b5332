namespace AppFrag.Model;

/// <summary>How many pageblocks of the machine belong to one migrate type. Unmovable ones are what compaction cannot cure.</summary>
/// <param name="Type">Kernel name, e.g. <c>Unmovable</c>.</param>
/// <param name="Pageblocks">Their number over all zones.</param>
/// <param name="Growth">How many more than at the reading before; <see langword="null"/> at the first.</param>
/// <param name="GrowthInterval">Time between the two readings; <see langword="null"/> at the first.</param>
public sealed record PageblockReport(string Type, long Pageblocks, long? Growth = null, TimeSpan? GrowthInterval = null);
