using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Analyzers.Common;

internal static class LineEnd
{
    /// <summary>As the file has it: the formatter leaves the end of a last line alone.</summary>
    public static SyntaxTrivia Of(SyntaxNode root)
    {
        var existing = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToString();
        return SyntaxFactory.ElasticEndOfLine(existing.Length > 0 ? existing : "\n");
    }
}
