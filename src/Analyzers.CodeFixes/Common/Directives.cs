using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Common;

/// <summary>Statements that are merged must all be there in every build: one in a conditional section of its own may have another one in its place elsewhere.</summary>
internal static class Directives
{
    /// <summary>Whether a directive stands in or between these statements, or decides about the first of them. A region may begin before them.</summary>
    public static bool Part(IEnumerable<StatementSyntax> statements)
    {
        var first = true;
        foreach (var statement in statements.OrderBy(statement => statement.SpanStart))
        {
            if (statement.ContainsDirectives && !(first && BeginsRegionsOnly(statement)))
            {
                return true;
            }

            first = false;
        }

        return false;
    }

    private static bool BeginsRegionsOnly(StatementSyntax statement) =>
        statement.DescendantTrivia().Where(trivia => trivia.IsDirective)
            .All(trivia => trivia.SpanStart < statement.SpanStart && trivia.Kind() is SyntaxKind.RegionDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia);
}
