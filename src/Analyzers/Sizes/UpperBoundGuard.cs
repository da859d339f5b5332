using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// Whether a check before a place keeps a value under some limit there:
/// <c>if (x &gt; limit) return</c> (or throw, or assign the limit), <c>if (x &lt;= limit) { place }</c>, the conditional operator,
/// and <c>ThrowIfGreaterThan</c>. The value is recognized by its text, which names the same thing throughout a member.
/// </summary>
internal static class UpperBoundGuard
{
    public static bool Protects(SyntaxNode place, SyntaxNode value)
    {
        var key = BoundComparison.KeyOf(value);
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (ConditionHolds(parent, node, key) || EarlierStatements(parent, node).Any(statement => Rejects(statement, key)))
            {
                return true;
            }
        }

        return EarlierGlobalStatements(place).Any(statement => Rejects(statement, key));
    }

    private static bool ConditionHolds(SyntaxNode parent, SyntaxNode node, string key) => parent switch
    {
        IfStatementSyntax branch when node == branch.Statement => BoundComparison.BoundsWhenTrue(branch.Condition, key),
        ElseClauseSyntax { Parent: IfStatementSyntax branch } => BoundComparison.BoundsWhenFalse(branch.Condition, key),
        ConditionalExpressionSyntax choice when node == choice.WhenTrue => BoundComparison.BoundsWhenTrue(choice.Condition, key),
        ConditionalExpressionSyntax choice when node == choice.WhenFalse => BoundComparison.BoundsWhenFalse(choice.Condition, key),
        WhileStatementSyntax loop when node == loop.Statement => BoundComparison.BoundsWhenTrue(loop.Condition, key),
        _ => false,
    };

    private static IEnumerable<StatementSyntax> EarlierStatements(SyntaxNode parent, SyntaxNode node) => parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(statement => statement != node),
        SwitchSectionSyntax section => section.Statements.TakeWhile(statement => statement != node),
        _ => Enumerable.Empty<StatementSyntax>(),
    };

    private static IEnumerable<StatementSyntax> EarlierGlobalStatements(SyntaxNode place) =>
        place.FirstAncestorOrSelf<GlobalStatementSyntax>() is { Parent: CompilationUnitSyntax unit } global
            ? unit.Members.OfType<GlobalStatementSyntax>().TakeWhile(member => member != global).Select(member => member.Statement)
            : Enumerable.Empty<StatementSyntax>();

    private static bool Rejects(StatementSyntax statement, string key) => statement switch
    {
        IfStatementSyntax branch => BoundComparison.BoundsWhenFalse(branch.Condition, key)
            && (Jumps.AlwaysLeaves(branch.Statement) || Assigns(branch.Statement, key)),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => ThrowsWhenLarger(call, key),
        _ => false,
    };

    private static bool Assigns(StatementSyntax statement, string key) =>
        (statement is BlockSyntax { Statements: { Count: > 0 } statements } ? statements[statements.Count - 1] : statement)
            is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }
        && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        && BoundComparison.KeyOf(assignment.Left) == key;

    private static bool ThrowsWhenLarger(InvocationExpressionSyntax call, string key) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfGreaterThan" or "ThrowIfGreaterThanOrEqual" }
        && call.ArgumentList.Arguments.Count >= 2
        && BoundComparison.KeyOf(call.ArgumentList.Arguments[0].Expression) == key;
}
