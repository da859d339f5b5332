using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Rentals;

/// <summary>Everything a fix has to change so that one local array is rented instead of created.</summary>
internal sealed class RentalPlan
{
    public RentalPlan(
        LocalDeclarationStatementSyntax declaration,
        ITypeSymbol elementType,
        RentalCount count,
        ImmutableArray<UseRewrite> rewrites,
        BlockExits exits,
        bool needsClear)
    {
        Declaration = declaration;
        ElementType = elementType;
        Count = count;
        Rewrites = rewrites;
        Exits = exits;
        NeedsClear = needsClear;
    }

    /// <summary><c>var buffer = new T[n];</c>, one variable in a block.</summary>
    public LocalDeclarationStatementSyntax Declaration { get; }

    public ITypeSymbol ElementType { get; }

    public RentalCount Count { get; }

    public ImmutableArray<UseRewrite> Rewrites { get; }

    public BlockExits Exits { get; }

    /// <summary>A new array is zeroed and a rented one is not; here that could be seen.</summary>
    public bool NeedsClear { get; }

    public VariableDeclaratorSyntax Variable => Declaration.Declaration.Variables[0];
}

/// <summary>One mention of the buffer that takes its whole length and has to name the length that was asked for.</summary>
internal readonly struct UseRewrite
{
    public UseRewrite(ExpressionSyntax node, UseRewriteKind kind)
    {
        Node = node;
        Kind = kind;
    }

    public ExpressionSyntax Node { get; }

    public UseRewriteKind Kind { get; }
}

internal enum UseRewriteKind
{
    /// <summary><c>b.Length</c> becomes the length that was asked for.</summary>
    Length,

    /// <summary><c>b</c> becomes <c>b.AsSpan(0, n)</c>.</summary>
    WholeSpan,

    /// <summary><c>b</c> becomes <c>b.AsMemory(0, n)</c>.</summary>
    WholeMemory,

    /// <summary><c>b.AsSpan()</c> gets <c>(0, n)</c>, and <c>b.AsSpan(start)</c> gets <c>(start, n - start)</c>.</summary>
    SliceToEnd,
}
