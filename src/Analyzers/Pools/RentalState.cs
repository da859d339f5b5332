using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>What has become of one rental on one path.</summary>
internal struct RentalState : IEquatable<RentalState>
{
    public RentalPhase Phase;

    /// <summary>Something else may return it: it was stored, handed on or captured by code that returns it.</summary>
    public bool IsHandedOn;

    /// <summary>An operation that was started with it and not awaited may still work on it.</summary>
    public bool IsPending;

    /// <summary>An exception was caught while it was rented: to abandon it is then the safe choice.</summary>
    public bool SawException;

    /// <summary>Where it was returned, for the message. Not part of what makes two states different.</summary>
    public SyntaxNode? ReturnedAt;

    /// <summary>The operations that are not awaited, for the message.</summary>
    public ImmutableStack<SyntaxNode>? PendingAt;

    public readonly bool IsOpen => Phase == RentalPhase.Rented && !IsHandedOn;

    public readonly bool Equals(RentalState other) =>
        Phase == other.Phase && IsHandedOn == other.IsHandedOn && IsPending == other.IsPending && SawException == other.SawException;

    public override readonly bool Equals(object? obj) => obj is RentalState other && Equals(other);

    public override readonly int GetHashCode() =>
        ((int)Phase * 8) + (IsHandedOn ? 4 : 0) + (IsPending ? 2 : 0) + (SawException ? 1 : 0);
}
