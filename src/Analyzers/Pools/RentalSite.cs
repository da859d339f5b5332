using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// One place that rents. It stands for two rentals: the one of the latest time control came by, and one for all before it, so that
/// a loop which grows its buffer is told apart from one that loses it.
/// </summary>
internal sealed class RentalSite
{
    public RentalSite(IInvocationOperation rent, int index, PoolIdentity pool)
    {
        Rent = rent;
        Index = index;
        Pool = pool;
        Name = NameOf(rent.Syntax);
    }

    public IInvocationOperation Rent { get; }

    public int Index { get; }

    public PoolIdentity Pool { get; }

    /// <summary>What the code calls it.</summary>
    public string Name { get; }

    public int Latest => Index * 2;

    public int Earlier => (Index * 2) + 1;

    public ITypeSymbol? Type => Rent.Type;

    public bool IsArray => Rent.Type is IArrayTypeSymbol;

    private static string NameOf(SyntaxNode rent)
    {
        for (var node = rent.Parent; node is ExpressionSyntax or EqualsValueClauseSyntax or VariableDeclaratorSyntax; node = node.Parent)
        {
            switch (node)
            {
                case VariableDeclaratorSyntax declarator:
                    return declarator.Identifier.ValueText;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax } assignment:
                    return SourceText.Of(assignment.Left);
                case InvocationExpressionSyntax:
                    return SourceText.Of(rent);
            }
        }

        return SourceText.Of(rent);
    }
}
