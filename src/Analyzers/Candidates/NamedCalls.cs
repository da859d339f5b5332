using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Candidates;

/// <summary>Calls on a variable, by the names that the text of a body says.</summary>
internal static class NamedCalls
{
    /// <summary>Whether a call on <paramref name="variable"/> stands in a loop of the body that <paramref name="place"/> is in.</summary>
    /// <param name="place">Anywhere in the body.</param>
    /// <param name="variable">Its name.</param>
    /// <param name="isWanted">The called method, by its name.</param>
    /// <param name="mayHoldIt">Whether a loop around <paramref name="place"/> itself counts as well.</param>
    public static bool InLoops(SyntaxNode place, string variable, Func<string, bool> isWanted, bool mayHoldIt)
    {
        if (BodySyntax.Of(place) is not { } body)
        {
            return false;
        }

        var text = body.SyntaxTree.ToString();
        for (var at = Next(text, variable, body.SpanStart, body.Span.End); at >= 0; at = Next(text, variable, at + variable.Length, body.Span.End))
        {
            if (at + variable.Length < text.Length && text[at + variable.Length] is '.' or '?' or '!' or ' ' or '\r' or '\n'
                && body.FindToken(at).Parent is IdentifierNameSyntax { Identifier: var identifier } name
                && identifier.ValueText == variable
                && CalledName(name) is { } called && isWanted(called)
                && name.Ancestors().TakeWhile(ancestor => ancestor != body).Any(ancestor => CandidateShape.IsLoop(ancestor) && (mayHoldIt || !ancestor.Span.Contains(place.Span))))
            {
                return true;
            }
        }

        return false;
    }

    private static int Next(string text, string word, int start, int end) => start < end ? text.IndexOf(word, start, end - start, StringComparison.Ordinal) : -1;

    /// <summary>The method that is called on it, whatever stands between: <c>a.Add</c>, <c>a!.Add</c>, <c>a?.Add</c>.</summary>
    private static string? CalledName(IdentifierNameSyntax name)
    {
        SyntaxNode value = name;
        while (value.Parent is PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            MemberAccessExpressionSyntax member when member.Expression == value => member.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax access when access.Expression == value => access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault()?.Name.Identifier.ValueText,
            _ => null,
        };
    }
}
