using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Whether a use of a rental is over when its statement is.</summary>
internal static class RentalLifetime
{
    public static BufferUse Judge(ILocalReferenceOperation mention, SyntaxNode block)
    {
        for (var parent = mention.Parent; parent is not null && block.Span.Contains(parent.Syntax.Span); parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return BufferUse.Refused(mention, $"'{mention.Local.Name}' is captured by a lambda or local function");
            }
        }

        switch (mention.Parent)
        {
            case IPropertyReferenceOperation { Property.Name: "Length" }:
                return BufferUse.Neutral(mention);
            case IArrayElementReferenceOperation element when element.ArrayReference == mention && !IsByReference(element):
                return BufferUse.Observing(mention, isWritten: true, rewrite: null, isAwaited: false);
            case IArgumentOperation { Parameter.RefKind: RefKind.None } argument:
                return Argument(mention, argument, Value.Of(0));
            case IConversionOperation { Parent: IArgumentOperation argument } conversion when Views.IsViewType(conversion.Type):
                return Argument(mention, argument, Value.Of(0).View(isBounded: false));
            default:
                return BufferUse.Refused(mention, RentalObstacle.Of(mention));
        }
    }

    private static BufferUse Argument(ILocalReferenceOperation mention, IArgumentOperation argument, Value value)
    {
        if (argument.Parent is not IInvocationOperation call)
        {
            return BufferUse.Refused(mention, RentalObstacle.Of(mention));
        }

        if (BufferFlow.IsSlice(call))
        {
            return Slice(mention, call);
        }

        var isSpan = argument.Parameter?.Type.IsRefLikeType ?? false;
        var isOver = isSpan || (Views.IsInSystem(call.TargetMethod) && !Ownership.MayBeTaken(call.TargetMethod, argument, value, call));
        var isPlain = !call.TargetMethod.ReturnType.IsRefLikeType && !call.TargetMethod.ReturnsByRef && !call.TargetMethod.ReturnsByRefReadonly
            && !Views.IsViewType(call.TargetMethod.ReturnType) && call.TargetMethod.ReturnType.Name is not ("IEnumerable" or "IAsyncEnumerable" or "IAsyncResult");
        if (!isOver || !isPlain)
        {
            return BufferUse.Refused(mention, RentalObstacle.Of(mention));
        }

        var isTask = BufferFlow.ReturnsTask(call);
        return isTask && !isSpan && !BufferFlow.IsAwaited(call)
            ? BufferUse.Refused(mention, $"the task of '{SourceText.Of(call)}' is not awaited at once")
            : BufferUse.Observing(mention, isWritten: true, rewrite: null, isTask);
    }

    /// <summary>A slice is as good as what takes it.</summary>
    private static BufferUse Slice(ILocalReferenceOperation mention, IInvocationOperation slice)
    {
        var parent = slice.Parent;
        while (parent is IConversionOperation conversion && Views.IsViewType(conversion.Type))
        {
            parent = conversion.Parent;
        }

        return parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.None } argument when !(argument.Parent is IInvocationOperation nested && BufferFlow.IsSlice(nested)) =>
                Argument(mention, argument, Value.Of(0).View(isBounded: true)),
            IInvocationOperation call when call.Instance == slice && call.TargetMethod.ReturnType is { IsRefLikeType: false } result && !Views.IsViewType(result) =>
                BufferUse.Observing(mention, isWritten: true, rewrite: null, isAwaited: false),
            _ => BufferUse.Refused(mention, $"'{SourceText.Of(slice)}' may outlive the rental"),
        };
    }

    private static bool IsByReference(IOperation element) =>
        element.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None } or IAddressOfOperation or IReturnOperation or ISimpleAssignmentOperation { IsRef: true }
            or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } };
}
