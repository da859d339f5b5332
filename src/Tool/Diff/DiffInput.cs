namespace AppFrag.Tool.Diff;

/// <summary>What a comparison needs of a recording.</summary>
internal sealed record DiffInput
{
    public required string Path { get; init; }

    /// <summary><c>run</c> or <c>profile</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Length of the recording.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long samples were taken.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>In a fixed order; without those that the recording does not tell.</summary>
    public required IReadOnlyList<(string Name, string Unit, Measured Value)> Figures { get; init; }

    public required IReadOnlyList<DiffReading> Sites { get; init; }

    /// <summary>Below this a site may have been left out of the list for want of room, bytes per second.</summary>
    public required double LeftOutBelow { get; init; }
}

/// <param name="Method">The method that a person wrote.</param>
/// <param name="Member">Its documentation-comment id.</param>
/// <param name="File">From the project's directory.</param>
/// <param name="Line">1-based.</param>
/// <param name="Type">Of the objects.</param>
/// <param name="Kind">Heap.</param>
/// <param name="Rate">Bytes per second.</param>
/// <param name="BytesPerSample">What one sample stands for.</param>
internal sealed record DiffReading(string Method, string? Member, string? File, int? Line, string Type, string Kind, Measured Rate, double BytesPerSample);
