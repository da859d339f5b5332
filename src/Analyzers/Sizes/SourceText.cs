using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Sizes;

/// <summary>An expression as it reads in a message: on one line, and cut when it is long.</summary>
internal static class SourceText
{
    private const int MaxLength = 60;

    private static readonly Regex Whitespace = new(@"\s+", RegexOptions.CultureInvariant);

    public static string Of(IOperation operation) => Of(operation.Syntax);

    public static string Of(SyntaxNode node)
    {
        var text = Whitespace.Replace(node.ToString(), " ").TrimStart('.');
        return text.Length <= MaxLength ? text : text.Substring(0, MaxLength - 1) + "…";
    }
}
