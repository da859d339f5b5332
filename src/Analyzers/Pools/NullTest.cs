using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>One question with many spellings: <c>x == null</c>, <c>x is not null</c>, <c>x is { }</c>, and what <c>x ?? y</c> and <c>x?.Y</c> ask.</summary>
internal sealed class NullTest
{
    private NullTest(IOperation operand, bool isNegated)
    {
        Operand = operand;
        IsNegated = isNegated;
    }

    public IOperation Operand { get; }

    public bool IsNegated { get; }

    public static NullTest? Of(IOperation condition) => condition switch
    {
        IIsNullOperation test => new NullTest(test.Operand, isNegated: false),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand: var right } test when IsNull(right) => new NullTest(test.LeftOperand, isNegated: false),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, RightOperand: var right } test when IsNull(right) => new NullTest(test.LeftOperand, isNegated: true),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } test when IsNull(value) => new NullTest(test.Value, isNegated: false),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } test when IsNull(value) => new NullTest(test.Value, isNegated: true),
        IIsPatternOperation { Pattern: IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true, DeclaredSymbol: null } pattern } test
            when SymbolEqualityComparer.Default.Equals(pattern.InputType, pattern.NarrowedType) => new NullTest(test.Value, isNegated: true),
        _ => null,
    };

    /// <summary>What the operand stands for: <c>x ?? y</c> asks a copy of <c>x</c>.</summary>
    public IOperation Asked(BodyModel body) =>
        Operand is IFlowCaptureReferenceOperation && body.Target(Operand) is var original && original.Syntax == Operand.Syntax ? original : Operand;

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };
}
