using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Where control goes when a <c>finally</c> block ends: on to the next block on the way to the destination of a branch, or, for an
/// exception, out of <see cref="Unwinding"/>.
/// </summary>
internal sealed class Continuation : IEquatable<Continuation>
{
    private Continuation(ControlFlowBranch? branch, int next, ControlFlowRegion? unwinding, Continuation? outer)
    {
        Branch = branch;
        Next = next;
        Unwinding = unwinding;
        Outer = outer;
    }

    public ControlFlowBranch? Branch { get; }

    /// <summary>The index of the next <c>finally</c> of the branch.</summary>
    public int Next { get; }

    public ControlFlowRegion? Unwinding { get; }

    public Continuation? Outer { get; }

    public static Continuation Along(ControlFlowBranch branch, int next, Continuation? outer) => new(branch, next, null, outer);

    public static Continuation OutOf(ControlFlowRegion region, Continuation? outer) => new(null, 0, region, outer);

    public bool Equals(Continuation? other) =>
        other is not null && ReferenceEquals(Branch, other.Branch) && Next == other.Next && ReferenceEquals(Unwinding, other.Unwinding)
        && (Outer is null ? other.Outer is null : Outer.Equals(other.Outer));

    public override bool Equals(object? obj) => Equals(obj as Continuation);

    public override int GetHashCode() =>
        (((Branch?.GetHashCode() ?? Unwinding?.GetHashCode() ?? 0) * 31) + Next) * 31 + (Outer?.GetHashCode() ?? 0);
}
