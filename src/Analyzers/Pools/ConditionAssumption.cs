using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Decides whether a condition can have an outcome on a path, and writes down what that outcome says.</summary>
internal static class ConditionAssumption
{
    public static bool Assume(IOperation condition, bool outcome, PathState state, BodyModel body)
    {
        switch (condition)
        {
            case IConversionOperation conversion:
                return Assume(conversion.Operand, outcome, state, body);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Assume(not.Operand, !outcome, state, body);
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant == outcome;
            case ISimpleAssignmentOperation assignment:
                return Assume(assignment.Target, outcome, state, body);
            case IIsNullOperation isNull:
                return AssumeNull(isNull.Operand, outcome, state, body) && AssumeRepeated(condition, outcome, state, body);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return AssumeEqual(comparison, comparison.OperatorKind == BinaryOperatorKind.Equals == outcome, state, body) && AssumeRepeated(condition, outcome, state, body);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan, LeftOperand: IPropertyReferenceOperation { Property.Name: "Length", Instance: { } buffer }, RightOperand.ConstantValue: { HasValue: true, Value: 0 } }
                when Peek(buffer, state, body).IsRental:
                return outcome;
            case IIsPatternOperation pattern:
                return AssumePattern(pattern, outcome, state, body) && AssumeRepeated(condition, outcome, state, body);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation when body.VariableOf(condition) is >= 0 and var flag:
                if (state[flag].Kind is ValueKind.True or ValueKind.False)
                {
                    return state[flag].Kind == ValueKind.True == outcome;
                }

                state[flag] = Value.Bool(outcome);
                return true;
            default:
                return AssumeRepeated(condition, outcome, state, body);
        }
    }

    /// <summary>The value of an expression without running it again.</summary>
    public static Value Peek(IOperation operation, PathState state, BodyModel body)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return Peek(conversion.Operand, state, body);
            case ISimpleAssignmentOperation assignment:
                return Peek(assignment.Target, state, body);
            case { ConstantValue: { HasValue: true, Value: null } }:
                return Value.Null;
            default:
                return body.VariableOf(operation) is >= 0 and var variable ? state[variable] : Value.Unknown;
        }
    }

    private static bool IsHeldAlone(Value value, PathState state) =>
        value is { IsRental: true, Form: RentalForm.Itself } && state.Rental(value.Rental).IsOpen;

    private static bool AssumeRepeated(IOperation condition, bool outcome, PathState state, BodyModel body)
    {
        if (!body.Conditions.TryGet(condition, out var number, out var isNegated))
        {
            return true;
        }

        var fact = outcome != isNegated;
        if (state.Fact(number) is { } known)
        {
            return known == fact;
        }

        state.SetFact(number, fact);
        return true;
    }

    private static bool AssumeNull(IOperation operand, bool isNull, PathState state, BodyModel body)
    {
        var value = Peek(operand, state, body);
        if (value.Kind == ValueKind.Null)
        {
            return isNull;
        }

        if (value.IsNotNull)
        {
            return !isNull;
        }

        if (isNull && Variable(operand, body) is >= 0 and var variable)
        {
            state[variable] = Value.Null;
        }

        return true;
    }

    private static int Variable(IOperation operand, BodyModel body) => operand switch
    {
        IConversionOperation conversion => Variable(conversion.Operand, body),
        ISimpleAssignmentOperation assignment => Variable(assignment.Target, body),
        _ => body.VariableOf(operand),
    };

    private static bool AssumeEqual(IBinaryOperation comparison, bool isEqual, PathState state, BodyModel body)
    {
        var left = Peek(comparison.LeftOperand, state, body);
        var right = Peek(comparison.RightOperand, state, body);
        if (right.Kind == ValueKind.Null)
        {
            return AssumeNull(comparison.LeftOperand, isEqual, state, body);
        }

        if (left.Kind == ValueKind.Null)
        {
            return AssumeNull(comparison.RightOperand, isEqual, state, body);
        }

        if (left.IsRental && right.IsRental)
        {
            return left.Rentals == right.Rentals ? isEqual || left.Form != right.Form : !isEqual;
        }

        // Nobody else has an array that was rented here and never given away, so what is not known to be it is another one.
        if ((IsHeldAlone(left, state) && right.Kind == ValueKind.Unknown) || (IsHeldAlone(right, state) && left.Kind == ValueKind.Unknown))
        {
            return !isEqual;
        }

        if (Constants.TryGetInt64(comparison.RightOperand.ConstantValue, out var number))
        {
            return AssumeConstant(comparison.LeftOperand, number, isEqual, state, body);
        }

        if (comparison.RightOperand.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return Assume(comparison.LeftOperand, isEqual == constant, state, body);
        }

        return true;
    }

    /// <summary>A state variable that was last set to a constant; and an array that was rented is not empty.</summary>
    private static bool AssumeConstant(IOperation operand, long number, bool isEqual, PathState state, BodyModel body)
    {
        if (operand is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } buffer })
        {
            return number != 0 || !isEqual || !Peek(buffer, state, body).IsRental;
        }

        if (Variable(operand, body) is not (>= 0 and var variable))
        {
            return true;
        }

        if (state[variable].Kind == ValueKind.Constant)
        {
            return state[variable].Number == number == isEqual;
        }

        if (isEqual)
        {
            state[variable] = Value.Constant(number);
        }

        return true;
    }

    private static bool AssumePattern(IIsPatternOperation operation, bool outcome, PathState state, BodyModel body)
    {
        switch (operation.Pattern)
        {
            case INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } }:
                return AssumeNull(operation.Value, !outcome, state, body);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }:
                return AssumeNull(operation.Value, outcome, state, body);
            case IConstantPatternOperation constant when Constants.TryGetInt64(constant.Value.ConstantValue, out var number):
                return AssumeConstant(operation.Value, number, outcome, state, body);
            case INegatedPatternOperation { Pattern: IConstantPatternOperation constant } when Constants.TryGetInt64(constant.Value.ConstantValue, out var number):
                return AssumeConstant(operation.Value, number, !outcome, state, body);
            case IRecursivePatternOperation or IDeclarationPatternOperation:
                var value = Peek(operation.Value, state, body);
                if (outcome && body.VariableOf(operation.Pattern) is >= 0 and var declared)
                {
                    state[declared] = value;
                }

                // A type or property test of something that is there may still fail; of null it always does.
                var isPlain = operation.Pattern is IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } or IDeclarationPatternOperation;
                return value.Kind == ValueKind.Null ? !outcome : !value.IsNotNull || outcome || !isPlain;
            default:
                return true;
        }
    }
}
