using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <content>What calls yield: views of a buffer, and operations that go on after the call.</content>
internal sealed partial class OperationEvaluator
{
    private Value? TryView(IMethodSymbol method, Value instance, IReadOnlyList<IArgumentOperation> arguments, Value[] values, PathState state)
    {
        var isInstance = instance.IsRental;
        var source = isInstance ? instance : values.FirstOrDefault();
        if (!source.IsRental || !Views.IsViewType(method.ReturnType) || !Views.IsInSystem(method))
        {
            return null;
        }

        var range = arguments.Skip(isInstance ? 0 : 1).ToList();
        var last = range.LastOrDefault()?.Value;
        var isBounded = range.Count == 1 && last is IRangeOperation or IConversionOperation { Operand: IRangeOperation }
            ? Views.HasEnd(last!)
            : range.Count >= 2 && !IsLengthOf(last!, source, state);
        if (range.Count == 1 && Views.IsWhole(source) && Views.CountsFromEnd(last!))
        {
            Exact(range[0], source, isInstance ? arguments[0].Value : arguments[0].Value);
        }

        return source.View(isBounded);
    }

    /// <summary>A call that returns a task works on its arguments until the task completes.</summary>
    private Value Started(IOperation call, IMethodSymbol method, Value instance, Value[] values, IReadOnlyList<IArgumentOperation> arguments, PathState state)
    {
        if (!IsTask(method.ReturnType))
        {
            return Value.Unknown;
        }

        var combined = values.Where(value => value.Kind == ValueKind.Task).ToList();
        if (combined.Count > 0)
        {
            return Value.Task(combined.Aggregate(0UL, (all, task) => all | task.Rentals), combined.Aggregate(0UL, (all, task) => all | task.Operations));
        }

        var used = instance.Kind == ValueKind.Rental ? instance.Rentals : 0;
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index].Kind is ValueKind.Rental or ValueKind.Holder && !(arguments[index].Parameter?.Type.IsRefLikeType ?? false))
            {
                used |= values[index].Rentals;
            }
        }

        var operation = used == 0 ? 0 : 1UL << _body.NumberOfStart(call.Syntax);
        foreach (var number in Bits.Each(used))
        {
            ref var rental = ref state.Rental(number);
            rental.Pending = rental.Phase == RentalPhase.Rented ? rental.Pending | operation : 0;
        }

        return Value.Task(used, operation);
    }

    private Value TaskCall(IInvocationOperation call, Value task, PathState state)
    {
        All(call.Arguments.Select(argument => argument.Value), state);
        switch (call.TargetMethod.Name)
        {
            case "Wait" or "GetResult":
                Complete(task, state);
                Throw(call, state);
                return Value.Unknown;
            case "ConfigureAwait" or "GetAwaiter" or "AsTask" or "Preserve" or "WaitAsync":
                return task;
            default:
                // Whatever is attached to the task may be what ends the rental.
                HandOn(task, state);
                HandOn(Value.Holder(task.Rentals), state);
                return Value.Unknown;
        }
    }

    private Value Complete(Value task, PathState state)
    {
        if (task.Kind == ValueKind.Task)
        {
            HandOn(task, state);
        }

        return Value.Unknown;
    }

    private static bool IsTask(ITypeSymbol type) => type is { Name: "Task" or "ValueTask" } && Views.IsInSystem(type);
}
