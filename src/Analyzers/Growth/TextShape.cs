using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Growth;

/// <summary>Whether, by names alone, an expression may make a string without limit.</summary>
internal static class TextShape
{
    public static bool MayGrow(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax append => !IsNumber(append.Right) && CandidateShape.IsInLoop(append),
        InvocationExpressionSyntax call => HandlerDelegates.NameOf(call) != "ToString" || IsFilledBuilder(call),
        _ => false,
    };

    private static bool IsFilledBuilder(InvocationExpressionSyntax call) =>
        call is { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: { } builder } }
        && NameOf(builder) is { } variable
        && NamedCalls.InLoops(call, variable, name => name.StartsWith("Append", StringComparison.Ordinal), mayHoldIt: true);

    private static string? NameOf(ExpressionSyntax builder) => builder switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
        CastExpressionSyntax cast => NameOf(cast.Expression),
        PostfixUnaryExpressionSyntax postfix => NameOf(postfix.Operand),
        _ => null,
    };

    private static bool IsNumber(ExpressionSyntax added) => added.IsKind(SyntaxKind.NumericLiteralExpression);
}
