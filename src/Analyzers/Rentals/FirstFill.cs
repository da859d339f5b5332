using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>
/// Whether the statement after a new array's declaration overwrites all of it or throws. After an exception nothing
/// can look at the array, because it is declared in the block that the exception leaves.
/// </summary>
internal static class FirstFill
{
    public static bool OverwritesAll(IArrayCreationOperation creation)
    {
        if (creation.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }
            || creation.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax block } declaration
            || RentalCount.TryRead(creation.DimensionSizes[0]) is not { } count)
        {
            return false;
        }

        var mentions = LocalValues.Root(creation).Descendants().OfType<ILocalReferenceOperation>()
            .Where(mention => SymbolEqualityComparer.Default.Equals(mention.Local, local))
            .OrderBy(mention => mention.Syntax.SpanStart)
            .ToList();
        return mentions.Count > 0
            && mentions[0].Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement
            && statement.Parent == block
            && block.Statements.IndexOf(statement) > block.Statements.IndexOf(declaration)
            && new BufferUses(local, count).Judge(mentions[0]) is { FillsAll: true }
            && !mentions.Skip(1).Any(other => statement.Span.Contains(other.Syntax.Span) && !IsItsLength(other))
            && mentions[0].Syntax.Ancestors().TakeWhile(node => node != statement)
                .All(node => node is ArgumentSyntax or ArgumentListSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax);
    }

    private static bool IsItsLength(ILocalReferenceOperation mention) => mention.Parent is IPropertyReferenceOperation { Property.Name: "Length" };
}
