using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Spans, memories and segments of a buffer, and whether their end was given.</summary>
internal static class Views
{
    public static bool IsViewType(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ArraySegment" or "ReadOnlySequence" } named && IsInSystem(named);

    public static bool IsReadOnlyViewType(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlyMemory" or "ReadOnlySequence" } named && IsInSystem(named);

    /// <summary>Reaches to the end of the array, which nobody asked for.</summary>
    public static bool IsWhole(Value value) => value is { IsRental: true, IsBounded: false } && value.Form != RentalForm.Stream;

    public static bool CountsFromEnd(IOperation index) => Conversions.Strip(index) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } => true,
        IRangeOperation range => range.RightOperand is { } right && CountsFromEnd(right),
        _ => false,
    };

    public static bool HasEnd(IOperation index) => Conversions.Strip(index) is not IRangeOperation { RightOperand: null };

    /// <summary>Part of .NET as it is installed, whose methods are known not to keep what they are given unless they are listed.</summary>
    public static bool IsInSystem(ISymbol symbol)
    {
        INamespaceSymbol? below = null;
        var space = symbol.ContainingNamespace;
        for (; space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            below = space;
        }

        // The names are there already; a symbol's locations have to be made.
        return (space?.Name == "System" || (space?.Name == "Microsoft" && below?.Name is "AspNetCore" or "Extensions" or "Win32"))
            && !symbol.OriginalDefinition.Locations.Any(location => location.IsInSource);
    }
}
