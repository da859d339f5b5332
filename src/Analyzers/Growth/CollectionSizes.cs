using System.Collections.Immutable;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Growth;

/// <summary>The bytes that one element takes in the array inside a collection of the base library.</summary>
internal static class CollectionSizes
{
    /// <summary>Hash code and link of an entry of a hash table.</summary>
    private const int EntryOverhead = 8;

    public static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create("List", "Queue", "Stack", "HashSet", "Dictionary", "PriorityQueue");

    /// <summary>Null for any other type.</summary>
    public static int? OfElement(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeArguments.Length: > 0 } named || !Names.Contains(named.Name) || named.ContainingNamespace.ToDisplayString() != "System.Collections.Generic")
        {
            return null;
        }

        var elements = named.TypeArguments.Sum(ElementSize.AtLeast);
        return named.Name is "HashSet" or "Dictionary" ? elements + EntryOverhead : elements;
    }
}
