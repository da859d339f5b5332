using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>The shapes in which a buffer reaches a call.</summary>
internal static class BufferFlow
{
    /// <summary><c>b.AsSpan(…)</c> or <c>b.AsMemory(…)</c> with integers.</summary>
    public static bool IsSlice(IInvocationOperation call) =>
        call.TargetMethod is { Name: "AsSpan" or "AsMemory", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } }
        && call.Arguments.Skip(1).All(argument => argument.Value.Type?.SpecialType == SpecialType.System_Int32);

    /// <summary>The offset and count that follow an array parameter, if the next two parameters are integers.</summary>
    public static (IOperation? Offset, IOperation? Count) RangeAfter(IInvocationOperation call, IArgumentOperation buffer)
    {
        return buffer.Parameter is { Type: IArrayTypeSymbol } parameter && IntegerAt(call, parameter.Ordinal + 2) is { } count
            ? (IntegerAt(call, parameter.Ordinal + 1), count)
            : (null, null);
    }

    public static IOperation UnderConfigureAwait(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? task : operation;

    /// <summary>Whether the task a call returns is awaited on the spot.</summary>
    public static bool IsAwaited(IInvocationOperation call)
    {
        IOperation operation = call;
        if (operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && configured.Instance == operation)
        {
            operation = configured;
        }

        return operation.Parent is IAwaitOperation;
    }

    public static bool ReturnsTask(IInvocationOperation call) => call.TargetMethod.ReturnType.Name is "Task" or "ValueTask";

    private static IOperation? IntegerAt(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter
            && parameter.Ordinal == ordinal
            && parameter.Type.SpecialType == SpecialType.System_Int32)?.Value;
}
