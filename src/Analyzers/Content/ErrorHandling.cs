using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Content;

/// <summary>
/// Whether a place is only reached when another service has answered with an error. Reading an error text whole, for a log
/// or an exception, is common, rare at run time and small.
/// </summary>
internal static class ErrorHandling
{
    public static bool Contains(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax; node = parent)
        {
            var isError = parent switch
            {
                CatchClauseSyntax => true,
                IfStatementSyntax branch when node == branch.Statement => MeansFailure(branch.Condition),
                ElseClauseSyntax { Parent: IfStatementSyntax branch } => MeansSuccess(branch.Condition),
                BlockSyntax block => block.Statements.TakeWhile(statement => statement != node).OfType<IfStatementSyntax>()
                    .Any(branch => MeansSuccess(branch.Condition) && Jumps.AlwaysLeaves(branch.Statement)),
                _ => false,
            };
            if (isError)
            {
                return true;
            }
        }

        return false;
    }

    private static bool MeansSuccess(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax inner => MeansSuccess(inner.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsSuccessStatusCode" } => true,
        PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression) => MeansFailure(negation.Operand),
        BinaryExpressionSyntax equal when equal.IsKind(SyntaxKind.EqualsExpression) => IsStatusCode(equal.Left),
        _ => false,
    };

    private static bool MeansFailure(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax inner => MeansFailure(inner.Expression),
        PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression) => MeansSuccess(negation.Operand),
        BinaryExpressionSyntax unequal when unequal.IsKind(SyntaxKind.NotEqualsExpression) => IsStatusCode(unequal.Left),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => MeansFailure(both.Left) || MeansFailure(both.Right),
        IsPatternExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsSuccessStatusCode" }, Pattern: ConstantPatternSyntax { Expression: { } value } } =>
            value.IsKind(SyntaxKind.FalseLiteralExpression),
        _ => false,
    };

    private static bool IsStatusCode(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StatusCode" };
}
