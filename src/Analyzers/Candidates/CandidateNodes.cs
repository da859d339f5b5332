using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Candidates;

/// <summary>The expression that a word belongs to.</summary>
internal static class CandidateNodes
{
    /// <summary>A creation, a call or <c>+=</c>; null when the word stands in a comment, a text, or anywhere else.</summary>
    public static ExpressionSyntax? At(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        if (token.SpanStart != position)
        {
            return null;
        }

        return token.Parent switch
        {
            ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax => (ExpressionSyntax)token.Parent,
            AssignmentExpressionSyntax append when append.IsKind(SyntaxKind.AddAssignmentExpression) => append,
            SimpleNameSyntax name => CallOf(name),
            _ => null,
        };
    }

    /// <summary>The call of this name, with or without something before it.</summary>
    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call when call.Expression == name => call,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member when member.Name == name && call.Expression == member => call,
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax call } member when call.Expression == member => call,
        _ => null,
    };
}
