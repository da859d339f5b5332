using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Sizes;

/// <summary>Which outcome of a condition puts an upper limit on a value, found by the value's key.</summary>
internal static class BoundComparison
{
    /// <summary>The value without what doesn't change which value it is: parentheses, casts, <c>!</c>, <c>.Value</c>, <c>?? 0</c>.</summary>
    public static string KeyOf(SyntaxNode value) => value switch
    {
        ParenthesizedExpressionSyntax inner => KeyOf(inner.Expression),
        CastExpressionSyntax cast => KeyOf(cast.Expression),
        CheckedExpressionSyntax inner => KeyOf(inner.Expression),
        PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => KeyOf(postfix.Operand),
        BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) => KeyOf(coalesce.Left),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } member => KeyOf(member.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetValueOrDefault" } member } => KeyOf(member.Expression),
        _ => string.Concat(value.DescendantTokens().Select(token => token.ValueText)).Replace("?.", ".").Replace("!.", "."),
    };

    public static bool BoundsWhenTrue(ExpressionSyntax condition, string key) => condition switch
    {
        ParenthesizedExpressionSyntax inner => BoundsWhenTrue(inner.Expression, key),
        PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression) => BoundsWhenFalse(negation.Operand, key),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => BoundsWhenTrue(both.Left, key) || BoundsWhenTrue(both.Right, key),
        BinaryExpressionSyntax comparison when IsLess(comparison) => KeyOf(comparison.Left) == key,
        BinaryExpressionSyntax comparison when IsGreater(comparison) => KeyOf(comparison.Right) == key,
        BinaryExpressionSyntax comparison when comparison.IsKind(SyntaxKind.EqualsExpression) => KeyOf(comparison.Left) == key && !IsNull(comparison.Right),
        IsPatternExpressionSyntax test => KeyOf(test.Expression) == key && BoundsWhenMatched(test.Pattern),
        _ => false,
    };

    public static bool BoundsWhenFalse(ExpressionSyntax condition, string key) => condition switch
    {
        ParenthesizedExpressionSyntax inner => BoundsWhenFalse(inner.Expression, key),
        PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression) => BoundsWhenTrue(negation.Operand, key),
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) => BoundsWhenFalse(either.Left, key) || BoundsWhenFalse(either.Right, key),
        BinaryExpressionSyntax comparison when IsGreater(comparison) => KeyOf(comparison.Left) == key,
        BinaryExpressionSyntax comparison when IsLess(comparison) => KeyOf(comparison.Right) == key,
        BinaryExpressionSyntax comparison when comparison.IsKind(SyntaxKind.NotEqualsExpression) => KeyOf(comparison.Left) == key && !IsNull(comparison.Right),
        IsPatternExpressionSyntax test => KeyOf(test.Expression) == key && BoundsWhenNotMatched(test.Pattern),
        _ => false,
    };

    private static bool BoundsWhenMatched(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax inner => BoundsWhenMatched(inner.Pattern),
        UnaryPatternSyntax negation => BoundsWhenNotMatched(negation.Pattern),
        BinaryPatternSyntax both when both.IsKind(SyntaxKind.AndPattern) => BoundsWhenMatched(both.Left) || BoundsWhenMatched(both.Right),
        RelationalPatternSyntax relation => relation.OperatorToken.Kind() is SyntaxKind.LessThanToken or SyntaxKind.LessThanEqualsToken,
        _ => false,
    };

    private static bool BoundsWhenNotMatched(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax inner => BoundsWhenNotMatched(inner.Pattern),
        UnaryPatternSyntax negation => BoundsWhenMatched(negation.Pattern),
        BinaryPatternSyntax either when either.IsKind(SyntaxKind.OrPattern) => BoundsWhenNotMatched(either.Left) || BoundsWhenNotMatched(either.Right),
        RelationalPatternSyntax relation => relation.OperatorToken.Kind() is SyntaxKind.GreaterThanToken or SyntaxKind.GreaterThanEqualsToken,
        _ => false,
    };

    private static bool IsLess(BinaryExpressionSyntax comparison) =>
        comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression;

    private static bool IsGreater(BinaryExpressionSyntax comparison) =>
        comparison.Kind() is SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;

    private static bool IsNull(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.NullLiteralExpression);
}
