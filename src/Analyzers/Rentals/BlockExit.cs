using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Rentals;

/// <summary>One statement that leaves the block of a rented buffer.</summary>
internal readonly struct BlockExit
{
    private BlockExit(StatementSyntax jump, bool evaluatesFirst, ITypeSymbol? resultType)
    {
        Jump = jump;
        EvaluatesFirst = evaluatesFirst;
        ResultType = resultType;
    }

    public StatementSyntax Jump { get; }

    /// <summary>The returned value needs the buffer, so it is worked out before the buffer goes back.</summary>
    public bool EvaluatesFirst { get; }

    /// <summary>The type of that value where it has none of its own; null: <c>var</c>.</summary>
    public ITypeSymbol? ResultType { get; }

    public static BlockExit At(StatementSyntax jump) => new(jump, evaluatesFirst: false, resultType: null);

    public static BlockExit AfterValue(StatementSyntax jump, ITypeSymbol? resultType) => new(jump, evaluatesFirst: true, resultType);
}
