using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Whether a use of a buffer is over when its statement is.</summary>
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

        var (isOver, isTask, why) = Verdict(mention);
        return isOver
            ? BufferUse.Observing(mention, isWritten: true, rewrite: null, isTask)
            : BufferUse.Refused(mention, why ?? RentalObstacle.Of(mention));
    }

    public static bool IsOver(IOperation mention)
    {
        for (var parent = mention.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }
        }

        return IsNullCheck(mention) || Verdict(mention).IsOver;
    }

    private static bool IsNullCheck(IOperation mention) => Conversions.Consumer(mention) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ThrowIfNull" } } => true,
        _ => false,
    };

    private static (bool IsOver, bool IsTask, string? Why) Verdict(IOperation mention) => mention.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" } => (true, false, null),
        IArrayElementReferenceOperation element when element.ArrayReference == mention && !IsByReference(element) => (true, false, null),
        IArgumentOperation { Parameter.RefKind: RefKind.None } argument => Argument(argument, Value.Of(0)),
        IConversionOperation { Parent: IArgumentOperation argument } conversion when Views.IsViewType(conversion.Type) => Argument(argument, Value.Of(0).View(isBounded: false)),
        _ => (false, false, null),
    };

    private static (bool IsOver, bool IsTask, string? Why) Argument(IArgumentOperation argument, Value value)
    {
        // To return it is not to look at it.
        if (argument.Parent is not IInvocationOperation call || call.TargetMethod.Name == "Return")
        {
            return (false, false, null);
        }

        if (BufferFlow.IsSlice(call))
        {
            return Slice(call);
        }

        var isSpan = argument.Parameter?.Type.IsRefLikeType ?? false;
        var isOver = isSpan || (Views.IsInSystem(call.TargetMethod) && !Ownership.MayBeTaken(call.TargetMethod, argument, value, call, callees: null));
        var isPlain = !call.TargetMethod.ReturnType.IsRefLikeType && !call.TargetMethod.ReturnsByRef && !call.TargetMethod.ReturnsByRefReadonly
            && !Views.IsViewType(call.TargetMethod.ReturnType) && call.TargetMethod.ReturnType.Name is not ("IEnumerable" or "IAsyncEnumerable" or "IAsyncResult");
        if (!isOver || !isPlain)
        {
            return (false, false, null);
        }

        var isTask = BufferFlow.ReturnsTask(call);
        return isTask && !isSpan && !BufferFlow.IsAwaited(call)
            ? (false, true, $"the task of '{SourceText.Of(call)}' is not awaited at once")
            : (true, isTask, null);
    }

    /// <summary>A slice is as good as what takes it.</summary>
    private static (bool IsOver, bool IsTask, string? Why) Slice(IInvocationOperation slice)
    {
        var parent = slice.Parent;
        while (parent is IConversionOperation conversion && Views.IsViewType(conversion.Type))
        {
            parent = conversion.Parent;
        }

        return parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.None } argument when !(argument.Parent is IInvocationOperation nested && BufferFlow.IsSlice(nested)) =>
                Argument(argument, Value.Of(0).View(isBounded: true)),
            IInvocationOperation call when call.Instance == slice && call.TargetMethod.ReturnType is { IsRefLikeType: false } result && !Views.IsViewType(result) =>
                (true, false, null),
            _ => (false, false, $"'{SourceText.Of(slice)}' may outlive the rental"),
        };
    }

    private static bool IsByReference(IOperation element) =>
        element.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None } or IAddressOfOperation or IReturnOperation or ISimpleAssignmentOperation { IsRef: true }
            or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } };
}
