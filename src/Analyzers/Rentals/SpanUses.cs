using System.Collections.Immutable;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>The uses of a span variable, where none of them takes the span, or a reference into it, any further.</summary>
internal static class SpanUses
{
    public static ImmutableArray<IOperation>? TryFind(ILocalSymbol span, IOperation view)
    {
        if (span.IsRef || LocalValues.SingleOf(span, view) is null)
        {
            return null;
        }

        var uses = LocalValues.Root(view).Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, span)).ToList();
        return uses.All(StaysHere) ? uses.ToImmutableArray<IOperation>() : null;
    }

    private static bool StaysHere(ILocalReferenceOperation use)
    {
        IOperation value = use;
        while (value.Parent is IConversionOperation { Type: { IsRefLikeType: true } } conversion)
        {
            value = conversion;
        }

        return value.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: "Length" or "IsEmpty" } => true,
            IPropertyReferenceOperation { Property.IsIndexer: true } element => IsPlainElement(element),
            IInvocationOperation call when call.Instance == value => BufferUses.IsPlainResult(call.TargetMethod) && !call.TargetMethod.Name.StartsWith("Get", StringComparison.Ordinal),
            IArgumentOperation { Parent: IInvocationOperation call, Parameter.RefKind: RefKind.None } =>
                BufferUses.IsPlainResult(call.TargetMethod) && call.Instance?.Type?.IsRefLikeType != true,
            _ => false,
        };
    }

    /// <summary>The indexer of a span answers a reference, which must be used on the spot. A <c>ref</c> expression anywhere is refused already.</summary>
    private static bool IsPlainElement(IPropertyReferenceOperation element) => element.Parent switch
    {
        ISimpleAssignmentOperation assignment => !assignment.IsRef,
        IArgumentOperation { Parameter.RefKind: not RefKind.None } => false,
        IAddressOfOperation => false,
        _ => true,
    };
}
