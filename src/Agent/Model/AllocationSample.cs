namespace AppFrag.Model;

/// <summary>One object that the runtime's allocation sampling picked, or whose allocation made a tick.</summary>
/// <param name="Timestamp"><see cref="System.Diagnostics.Stopwatch"/> ticks of the allocation.</param>
/// <param name="Size">Bytes, header included.</param>
/// <param name="Kind">Heap it landed on.</param>
/// <param name="Type">Type name as the runtime gives it.</param>
/// <param name="Stamp">Activity id of the allocating thread; empty when it had none.</param>
/// <param name="Stack">Where.</param>
/// <param name="Weight">How many objects of this size it stands for; at least 1.</param>
internal readonly record struct AllocationSample(long Timestamp, long Size, AllocationKind Kind, string Type, Guid Stamp, CallStack Stack, double Weight);
