namespace AppFrag.Tool.Kernel.Counting;

/// <summary>What to count in the kernel: how often an event came by key, and the sum of one of its fields.</summary>
internal sealed record TableSpec
{
    /// <summary>Event as <c>system/name</c>.</summary>
    public required string Event { get; init; }

    /// <summary>One to three keys: hist triggers take no more.</summary>
    public required IReadOnlyList<TableKey> Keys { get; init; }

    /// <summary>Field that is summed up by key.</summary>
    public string? Sum { get; init; }

    /// <summary>Which events count; all if there is none.</summary>
    public TableCondition? Where { get; init; }

    /// <summary>Rows at most, a power of two from 128 on; what finds no room is counted as lost.</summary>
    public required int Rows { get; init; }

    /// <summary>Event that takes back what this one gave, if the two are to be matched by address.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Field of both events that holds the address.</summary>
    public const string ReleasedAddress = "ptr";
}

/// <summary>Counts only events whose number is below (or not below) a limit.</summary>
internal readonly record struct TableCondition(string Field, bool IsBelow, int Limit);
