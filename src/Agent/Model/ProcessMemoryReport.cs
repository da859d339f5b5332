namespace AppFrag.Model;

/// <summary>Memory of the process that made the report. What could not be read is <see langword="null"/>.</summary>
public sealed record ProcessMemoryReport
{
    /// <summary>Resident memory, bytes (<c>/proc/self/smaps_rollup</c>).</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>Anonymous part of it, which the .NET heaps are, bytes.</summary>
    public long? AnonymousBytes { get; init; }

    /// <summary>Part of the anonymous memory that is in huge pages, bytes.</summary>
    public long? HugePageBytes { get; init; }

    /// <summary>Swapped out, bytes.</summary>
    public long? SwapBytes { get; init; }

    /// <summary>Share of the anonymous memory that is in huge pages, 0 to 1.</summary>
    public double? HugePageShare => AnonymousBytes > 0 ? (double?)HugePageBytes / AnonymousBytes : null;

    /// <summary>Page faults served without reading from disk, so far. First touches of fresh memory, mostly.</summary>
    public long? MinorFaults { get; init; }

    /// <summary>Page faults that had to read from disk, so far.</summary>
    public long? MajorFaults { get; init; }

    /// <summary>Memory mappings (lines of <c>/proc/self/maps</c>).</summary>
    public long? MemoryMaps { get; init; }

    /// <summary>Most mappings that a process may have (<c>vm.max_map_count</c>): there, mmap fails and the runtime ends the process.</summary>
    public long? MemoryMapLimit { get; init; }
}
