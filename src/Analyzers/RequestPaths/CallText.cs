using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Looks for calls in the text of a type, which tells sooner than its nodes that there are none.</summary>
internal static class CallText
{
    /// <summary>
    /// Whether the type says the function's name anywhere but in its declaration. What a type doesn't name it doesn't call, and then none
    /// of its bodies has to be bound to know that.
    /// </summary>
    public static bool MayCall(IMethodSymbol function, INamedTypeSymbol type)
    {
        var name = NameOf(function);
        return name is null || type.DeclaringSyntaxReferences.Sum(declaration => Mentions(name, declaration, int.MaxValue)) > function.DeclaringSyntaxReferences.Length;
    }

    /// <summary>The methods of the type, in its order, from which calls lead to <paramref name="function"/> as far as names tell, itself included.</summary>
    public static IReadOnlyList<IMethodSymbol> Leading(IMethodSymbol function, INamedTypeSymbol type)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().ToList();
        var leading = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { function };
        var open = new Queue<IMethodSymbol>(leading);
        while (open.Count > 0)
        {
            var callee = NameOf(open.Dequeue());
            foreach (var caller in methods)
            {
                if (!leading.Contains(caller) && (callee is null || caller.DeclaringSyntaxReferences.Any(declaration => Mentions(callee, declaration, 1) > 0)))
                {
                    leading.Add(caller);
                    open.Enqueue(caller);
                }
            }
        }

        return methods.Where(leading.Contains).ToList();
    }

    /// <summary>What a call has to say; null when nothing: an initializer calls "Add" without a word, and neither does an indexer have one.</summary>
    private static string? NameOf(IMethodSymbol function)
    {
        var name = function.AssociatedSymbol is { } property ? property.Name : function.Name;
        return name == "Add" || !SyntaxFacts.IsValidIdentifier(name) ? null : name;
    }

    private static int Mentions(string name, SyntaxReference part, int atMost)
    {
        var mentions = 0;
        var text = part.SyntaxTree.ToString();
        var end = part.Span.End;
        for (var at = Find(name, text, part.Span.Start, end); at >= 0 && mentions < atMost; at = Find(name, text, at + name.Length, end))
        {
            var isWhole = (at == 0 || !IsInName(text[at - 1])) && (at + name.Length == text.Length || !IsInName(text[at + name.Length]));
            mentions += isWhole ? 1 : 0;
        }

        return mentions;
    }

    private static int Find(string name, string text, int start, int end) => text.IndexOf(name, start, end - start, StringComparison.Ordinal);

    private static bool IsInName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
