using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Loops;

/// <summary>Whether an expression has the same value in each iteration, so that what is made from it could be made before the loop.</summary>
internal static class Invariance
{
    private const int MaxDepth = 8;

    public static bool Holds(IOperation value, ILoopOperation loop) => Holds(value, loop, 0);

    private static bool Holds(IOperation value, ILoopOperation loop, int depth) => depth < MaxDepth && (value.ConstantValue.HasValue || value switch
    {
        ILocalReferenceOperation { Local: { } local } reference => IsDeclaredIn(local, loop)
            ? LocalValues.SingleOf(local, reference) is { } single && Holds(single, loop, depth + 1)
            : !IsWrittenIn(loop, other => other is ILocalReferenceOperation target && Same(target.Local, local)),
        IParameterReferenceOperation { Parameter: { } parameter } => !IsWrittenIn(loop, other => other is IParameterReferenceOperation target && Same(target.Parameter, parameter)),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } reference => IsSteadyMember(reference)
            && (reference.Instance is null || Holds(reference.Instance, loop, depth + 1))
            && !IsWrittenIn(loop, other => other is IMemberReferenceOperation target && Same(target.Member, reference.Member)),
        IInvocationOperation { TargetMethod: { Name: "Min" or "Max" or "Clamp" or "Abs", ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } } } call =>
            call.Arguments.All(argument => Holds(argument.Value, loop, depth + 1)),
        IBinaryOperation or IUnaryOperation or IConversionOperation or IConditionalOperation or ICoalesceOperation or IParenthesizedOperation =>
            value.ChildOperations.All(child => Holds(child, loop, depth + 1)),
        IInstanceReferenceOperation => true,
        _ => false,
    });

    /// <summary>What a stream, a reader or a collection says about itself changes as it is used.</summary>
    private static bool IsSteadyMember(IMemberReferenceOperation reference) =>
        reference.Member is IFieldSymbol
        || reference is IPropertyReferenceOperation { Property.Name: not ("Count" or "Position" or "Available" or "Current" or "Value" or "Remaining"), Instance: var instance }
            && (reference.Member.Name != "Length" || instance?.Type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String });

    private static bool IsDeclaredIn(ILocalSymbol local, ILoopOperation loop) =>
        local.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span));

    private static bool IsWrittenIn(ILoopOperation loop, Func<IOperation, bool> isTarget) =>
        loop.Descendants().Any(operation => isTarget(operation) && LocalValues.IsWrite(operation));

    private static bool Same(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}
