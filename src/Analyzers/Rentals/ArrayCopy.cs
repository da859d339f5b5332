using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>One side of a call that copies elements between arrays.</summary>
internal readonly struct ArrayCopy
{
    private ArrayCopy(IOperation? offset, IOperation count, bool isTarget)
    {
        Offset = offset;
        Count = count;
        IsTarget = isTarget;
    }

    /// <summary>Null: from the start.</summary>
    public IOperation? Offset { get; }

    public IOperation Count { get; }

    public bool IsTarget { get; }

    public static ArrayCopy? TryRead(IInvocationOperation call, IArgumentOperation side, ILocalSymbol buffer)
    {
        var isKnown = call.TargetMethod switch
        {
            { Name: "Copy", ContainingType: { Name: "Array", ContainingNamespace.Name: "System" } } => true,
            { Name: "BlockCopy", ContainingType: { Name: "Buffer", ContainingNamespace.Name: "System" } } => buffer.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_SByte },
            _ => false,
        };
        if (!isKnown || side.Parameter is not { } parameter || At(call, call.TargetMethod.Parameters.Length - 1) is not { } count)
        {
            return null;
        }

        return call.TargetMethod.Parameters.Length switch
        {
            3 => new ArrayCopy(null, count, parameter.Ordinal == 1),
            5 => new ArrayCopy(At(call, parameter.Ordinal + 1), count, parameter.Ordinal == 2),
            _ => null,
        };
    }

    private static IOperation? At(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
}
