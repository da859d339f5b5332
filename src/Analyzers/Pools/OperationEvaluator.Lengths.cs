using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <content>Where the length of a rental is taken for the length that was asked for.</content>
internal sealed partial class OperationEvaluator
{
    private void Exact(IOperation at, Value value, IOperation buffer, FindingKind kind = FindingKind.TakenWhole)
    {
        // What this body did not rent may well be of exactly that length.
        if (_body.SiteOf(value.Rental) is { } site)
        {
            _findings.Add(kind, at.Syntax, site, site.Name, detail: SourceText.Of(at), other: buffer.Syntax);
        }
    }

    private void CheckExact(IOperation call, IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, IReadOnlyList<Value> values, PathState state)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (!values[index].IsRental || arguments[index].Parameter is not { } parameter || !ExactLength.TakesWhole(method, parameter))
            {
                continue;
            }

            if (ExactLength.CountFor(method, parameter) is { } counter)
            {
                var count = arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == counter.Ordinal)?.Value;
                if (count is not null && values[index].Form == RentalForm.Itself && IsLengthOf(count, values[index], state) && !IsGrowth(method, values))
                {
                    Exact(count, values[index], arguments[index].Value, FindingKind.LengthTakenAsExact);
                }
            }
            else if (Views.IsWhole(values[index]) && !IsGrowth(method, values) && !ExactLength.IsWrittenThrough(call))
            {
                Exact(call, values[index], arguments[index].Value);
            }
        }
    }

    /// <summary>All of one rental is copied to another, because it got too small.</summary>
    private static bool IsGrowth(IMethodSymbol method, IReadOnlyList<Value> values) =>
        method.Name is "Copy" or "BlockCopy" or "CopyTo" or "TryCopyTo" && values.Count(value => value.IsRental) > 1;

    /// <summary><c>b.Length</c> of this very buffer.</summary>
    private bool IsLengthOf(IOperation count, Value buffer, PathState state) =>
        Conversions.Strip(count) is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance }
        && ConditionAssumption.Peek(instance, state, _body) is { IsRental: true, Form: RentalForm.Itself } owner
        && owner.Rentals == buffer.Rentals;
}
