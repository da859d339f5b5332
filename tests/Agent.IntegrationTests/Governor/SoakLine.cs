namespace AppFrag.Agent.IntegrationTests.Governor;

/// <summary>What the test host says of itself at one moment; seconds and bytes since its start.</summary>
internal sealed record SoakLine
{
    public required double At { get; init; }

    public required long Rss { get; init; }

    /// <summary>Objects, the dead ones since the last collection included, bytes.</summary>
    public required long Heap { get; init; }

    /// <summary>Resident bytes of the GC's heap.</summary>
    public required long ResidentHeap { get; init; }

    /// <summary>Resident bytes of everything else: code, native memory, stacks, files.</summary>
    public required long ResidentOther { get; init; }

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

    /// <summary>Estimates and truth over the last 20 and the last 60 seconds.</summary>
    public required IReadOnlyList<SoakWindow> Windows { get; init; }

    /// <summary>The largest sites of the last 60 seconds.</summary>
    public required IReadOnlyList<SoakSite> Sites { get; init; }
}

internal sealed record SoakTable(string Name, int Count, int Capacity);

internal sealed record SoakSite(string Method, double BytesPerSecond, double BytesPerSecondError, long Samples);

/// <param name="Seconds">How far it reaches back; less than asked for in the first minute.</param>
/// <param name="Places">The three methods of the load that allocate.</param>
internal sealed record SoakWindow(double Seconds, IReadOnlyList<SoakPlace> Places);

/// <summary>What the load counted in one window, bytes a second, and what the agent says of it.</summary>
internal sealed record SoakPlace(string Method, double Truth, double Estimate, double Error, long Samples)
{
    public bool IsCovered => Math.Abs(Estimate - Truth) <= Error;
}
