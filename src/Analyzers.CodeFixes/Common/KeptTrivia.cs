using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Common;

/// <summary>The comments and directives of a statement that goes, one a line, to stand before the statement that stays.</summary>
internal static class KeptTrivia
{
    public static SyntaxTriviaList Of(StatementSyntax statement, SyntaxTrivia endOfLine)
    {
        var kept = SyntaxFactory.TriviaList();
        var leading = statement.GetLeadingTrivia();
        var indentation = SyntaxFactory.TriviaList(leading.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
        foreach (var trivia in leading.Concat(statement.GetTrailingTrivia()))
        {
            if (trivia.IsDirective)
            {
                kept = kept.AddRange(indentation).Add(trivia);
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                kept = kept.AddRange(indentation).Add(trivia).Add(endOfLine);
            }
        }

        return kept;
    }
}
