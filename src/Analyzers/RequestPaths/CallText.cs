using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Looks for calls in the text of a file, which tells sooner than its nodes that there are none.</summary>
internal static class CallText
{
    /// <summary>Whether one of <paramref name="names"/> stands before an opening parenthesis, blanks between them allowed.</summary>
    public static bool Mentions(string text, HashSet<string> names)
    {
        var longest = names.Max(name => name.Length);
        for (var open = text.IndexOf('('); open >= 0; open = text.IndexOf('(', open + 1))
        {
            var end = open;
            while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            var start = end;
            while (start > 0 && end - start <= longest && IsInName(text[start - 1]))
            {
                start--;
            }

            if (start < end && end - start <= longest && IsAny(names, text, start, end - start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the type says the function's name anywhere but in its declaration. What a type doesn't name it doesn't call, and then none
    /// of its bodies has to be bound to know that.
    /// </summary>
    public static bool MayCall(IMethodSymbol function, INamedTypeSymbol type)
    {
        var name = function.AssociatedSymbol is { } property ? property.Name : function.Name;

        // An initializer calls "Add" without a word, and neither does an indexer have one.
        if (name == "Add" || !SyntaxFacts.IsValidIdentifier(name))
        {
            return true;
        }

        var mentions = 0;
        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            var text = declaration.SyntaxTree.ToString();
            var end = declaration.Span.End;
            for (var at = Find(name, text, declaration.Span.Start, end); at >= 0; at = Find(name, text, at + name.Length, end))
            {
                var isWhole = (at == 0 || !IsInName(text[at - 1])) && (at + name.Length == text.Length || !IsInName(text[at + name.Length]));
                mentions += isWhole ? 1 : 0;
            }
        }

        return mentions > function.DeclaringSyntaxReferences.Length;
    }

    private static int Find(string name, string text, int start, int end) => text.IndexOf(name, start, end - start, StringComparison.Ordinal);

    private static bool IsAny(HashSet<string> names, string text, int start, int length)
    {
        foreach (var name in names)
        {
            if (name.Length == length && name[0] == text[start] && string.CompareOrdinal(name, 0, text, start, length) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
