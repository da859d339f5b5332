using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>What has become of one rental on one path.</summary>
internal struct RentalState : IEquatable<RentalState>
{
    public RentalPhase Phase;

    /// <summary>Something else may return it: it was stored, handed on or captured by code that returns it.</summary>
    public bool IsHandedOn;

    /// <summary>The operations that were started with it and not awaited, and may still work on it: one bit for each place that starts one.</summary>
    public ulong Pending;

    /// <summary>An exception was caught while it was rented: to abandon it is then the safe choice.</summary>
    public bool SawException;

    /// <summary>Where it was returned: what still goes out after that is reported there.</summary>
    public SyntaxNode? ReturnedAt;

    public readonly bool IsOpen => Phase == RentalPhase.Rented && !IsHandedOn;

    public readonly bool Equals(RentalState other) =>
        Phase == other.Phase && IsHandedOn == other.IsHandedOn && Pending == other.Pending && SawException == other.SawException && ReturnedAt == other.ReturnedAt;

    public override readonly bool Equals(object? obj) => obj is RentalState other && Equals(other);

    public override readonly int GetHashCode() =>
        ((int)Phase * 8) + (IsHandedOn ? 4 : 0) + (Pending.GetHashCode() * 16) + (Pending != 0 ? 2 : 0) + (SawException ? 1 : 0);
}
