namespace AppFrag.Model;

/// <summary>One size of transparent huge pages (<c>/sys/kernel/mm/transparent_hugepage/hugepages-…kB</c>, Linux 6.8 and later).</summary>
/// <param name="SizeBytes">Bytes of one such page.</param>
/// <param name="Enabled">Its own setting: <c>always</c>, <c>inherit</c>, <c>madvise</c> or <c>never</c>; <see langword="null"/> for a size that only shared memory can have.</param>
/// <param name="Statistics">Its counters by kernel name, e.g. <c>anon_fault_alloc</c>, <c>anon_fault_fallback</c>; empty before Linux 6.10.</param>
public sealed record HugePageSizeReport(long SizeBytes, string? Enabled, IReadOnlyDictionary<string, long> Statistics);
