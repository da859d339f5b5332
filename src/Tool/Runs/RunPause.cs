namespace AppFrag.Tool.Runs;

/// <summary>One stretch in which all managed threads stood still.</summary>
internal sealed record RunPause
{
    /// <summary>Its start, seconds since the start of the recording.</summary>
    public required double At { get; init; }

    /// <summary>From the suspension of the threads to their restart.</summary>
    public required double Seconds { get; init; }

    /// <summary>The runtime's number of the collection that paused.</summary>
    public required long Index { get; init; }

    /// <summary>Condemned generation of that collection, 0 to 2.</summary>
    public required int Generation { get; init; }

    public required string Reason { get; init; }
}
