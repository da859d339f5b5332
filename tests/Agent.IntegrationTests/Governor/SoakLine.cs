namespace AppFrag.Agent.IntegrationTests.Governor;

/// <summary>What the test host says of itself at one moment; seconds and bytes since its start.</summary>
internal sealed record SoakLine
{
    public required double At { get; init; }

    public required long Rss { get; init; }

    public required double AgentMeasured { get; init; }

    public required double AgentAllowance { get; init; }

    /// <summary>All that counts against the budget.</summary>
    public double AgentCpu => AgentMeasured + AgentAllowance;

    public required double Duty { get; init; }

    public required string GcMode { get; init; }

    public required long Collections { get; init; }

    public required int Spans { get; init; }

    public required double LatencyP50 { get; init; }

    public required double LatencyP95 { get; init; }

    public required IReadOnlyList<SoakTable> Tables { get; init; }

    /// <summary>Bytes that the load counted by place: large, medium, small.</summary>
    public required IReadOnlyList<long> Truth { get; init; }

    public required IReadOnlyList<SoakSite> Sites { get; init; }
}

internal sealed record SoakTable(string Name, int Count, int Capacity);

internal sealed record SoakSite(string Method, double BytesPerSecond, double BytesPerSecondError, long Samples);
