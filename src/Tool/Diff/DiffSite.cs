namespace AppFrag.Tool.Diff;

/// <summary>One site in both recordings.</summary>
internal sealed record DiffSite
{
    /// <summary>The method that a person wrote.</summary>
    public required string Method { get; init; }

    /// <summary>Its documentation-comment id, by which the two are matched where both have one.</summary>
    public required string? Member { get; init; }

    /// <summary>Where it allocates most, in the later recording that has it.</summary>
    public required string? File { get; init; }

    public required int? Line { get; init; }

    public required string Type { get; init; }

    public required string Kind { get; init; }

    /// <summary>Bytes per second; 0 when not one sample was seen.</summary>
    public required Measured Before { get; init; }

    /// <inheritdoc cref="Before"/>
    public required Measured After { get; init; }

    /// <summary>Where one recording has not one sample: below this it may still have been, bytes per second.</summary>
    public double? UnseenBelow { get; init; }

    public required Verdict Verdict { get; init; }

    public required bool IsRegression { get; init; }
}
