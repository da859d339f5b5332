namespace AppFrag.Model;

/// <summary>What was pinned in one short look.</summary>
/// <param name="Timestamp"><see cref="System.Diagnostics.Stopwatch"/> ticks at its end.</param>
/// <param name="Collections">Collections that fell into it.</param>
/// <param name="Types">Largest first; bounded.</param>
internal sealed record PinnedSample(long Timestamp, int Collections, IReadOnlyList<PinnedType> Types);
