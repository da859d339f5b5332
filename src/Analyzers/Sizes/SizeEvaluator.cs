using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// Works out how large a count can be, from constants through locals, fields and arithmetic, and whether it comes from
/// outside. It only claims what holds on every path: a lower bound is never too high, an upper bound never too low.
/// </summary>
internal sealed class SizeEvaluator
{
    private const int MaxDepth = 12;

    private readonly Func<IParameterSymbol, bool> _isClientArgument;
    private readonly SyntaxNode _use;
    private readonly bool _takesDefaults;

    private SizeEvaluator(SyntaxNode use, Func<IParameterSymbol, bool> isClientArgument, bool takesDefaults)
    {
        _use = use;
        _isClientArgument = isClientArgument;
        _takesDefaults = takesDefaults;
    }

    /// <param name="count">The count, where it is used: a check made before this place bounds it.</param>
    /// <param name="isClientArgument">Whether the framework fills this parameter from the request.</param>
    public static SizeRange Evaluate(IOperation count, Func<IParameterSymbol, bool> isClientArgument) =>
        new SizeEvaluator(count.Syntax, isClientArgument, takesDefaults: false).Evaluate(count, 0);

    /// <summary>The size that the defaults of parameters, fields and properties give: usual, not certain.</summary>
    public static SizeRange EvaluateUsual(IOperation count) =>
        new SizeEvaluator(count.Syntax, _ => false, takesDefaults: true).Evaluate(count, 0);

    private SizeRange Evaluate(IOperation operation, int depth)
    {
        if (Constants.TryGetInt64(operation.ConstantValue, out var constant))
        {
            return SizeRange.Exactly(constant);
        }

        if (depth++ > MaxDepth)
        {
            return SizeRange.Unknown;
        }

        var range = operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion => Evaluate(conversion.Operand, depth),
            IBinaryOperation binary => Binary(binary, depth),
            IConditionalOperation { WhenFalse: { } whenFalse } conditional => Evaluate(conditional.WhenTrue, depth).Or(Evaluate(whenFalse, depth)),
            ICoalesceOperation coalesce => Evaluate(coalesce.Value, depth).Or(Evaluate(coalesce.WhenNull, depth)),
            IConditionalAccessOperation access => Evaluate(access.WhenNotNull, depth),
            ISwitchExpressionOperation { Arms.Length: > 0 } choice => choice.Arms.Select(arm => Evaluate(arm.Value, depth)).Aggregate((a, b) => a.Or(b)),
            ILocalReferenceOperation local => Local(local, depth),
            IParameterReferenceOperation parameter => Parameter(parameter),
            IFieldReferenceOperation field => Exactly(Constants.OfField(field) ?? (_takesDefaults ? Constants.OfInitializer(field) : null)),
            IPropertyReferenceOperation property => Property(property, depth),
            IInvocationOperation invocation => Invocation(invocation, depth),
            _ => SizeRange.Unknown,
        };

        if (range.IsUnlimitedInput && (UpperBoundGuard.Protects(_use, operation.Syntax) || UpperBoundGuard.Protects(operation.Syntax, operation.Syntax)))
        {
            range = new SizeRange(range.Min, range.Max, input: null);
        }

        return LimitOf(operation.Type) is { } limit ? range.AtMost(limit) : range;
    }

    private SizeRange Binary(IBinaryOperation binary, int depth)
    {
        var left = Evaluate(binary.LeftOperand, depth);
        var right = Evaluate(binary.RightOperand, depth);
        var rightConstant = right.Min == right.Max ? right.Min : (long?)null;
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => left + right,
            BinaryOperatorKind.Subtract => left - right,
            BinaryOperatorKind.Multiply => left * right,
            BinaryOperatorKind.Divide when rightConstant is { } divisor => left.DividedBy(divisor),
            BinaryOperatorKind.LeftShift when rightConstant is >= 0 and < 31 => left * SizeRange.Exactly(1L << (int)rightConstant.Value),
            BinaryOperatorKind.RightShift when rightConstant is >= 0 and < 31 => left.DividedBy(1L << (int)rightConstant.Value),
            BinaryOperatorKind.Remainder when rightConstant is > 0 => new SizeRange(0, rightConstant.Value - 1, null),
            BinaryOperatorKind.And when rightConstant is >= 0 => new SizeRange(0, rightConstant.Value, null),
            _ => SizeRange.Unknown,
        };
    }

    private SizeRange Local(ILocalReferenceOperation reference, int depth)
    {
        var values = LocalValues.Of(reference.Local, reference);
        return values.IsEmpty ? SizeRange.Unknown : values.Select(value => Evaluate(value, depth)).Aggregate((a, b) => a.Or(b));
    }

    /// <summary>A default value is the author's word on what is usual, so such a parameter is not called unbounded.</summary>
    private SizeRange Parameter(IParameterReferenceOperation reference) =>
        _takesDefaults && reference.Parameter.HasExplicitDefaultValue && Constants.TryGetInt64(new Optional<object?>(reference.Parameter.ExplicitDefaultValue), out var usual)
            ? SizeRange.Exactly(usual)
            : !reference.Parameter.HasExplicitDefaultValue
            && _isClientArgument(reference.Parameter)
            && !LocalValues.IsWritten(reference.Parameter, reference)
                ? SizeRange.FromInput(reference.Syntax.ToString())
                : SizeRange.Unknown;

    private SizeRange Property(IPropertyReferenceOperation reference, int depth)
    {
        if (reference is { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable })
        {
            return Evaluate(nullable, depth);
        }

        return InputSizes.Contains(reference.Property, reference.Instance?.Type) && !ContentOrigin.IsOwnResource(reference.Instance)
            ? SizeRange.FromInput(SourceText.Of(reference))
            : Exactly(_takesDefaults ? Constants.OfInitializer(reference) : null);
    }

    private SizeRange Invocation(IInvocationOperation invocation, int depth)
    {
        var method = invocation.TargetMethod;
        var arguments = invocation.Arguments;
        switch (method.ContainingType?.ToDisplayString())
        {
            case "System.Math" when arguments.Length == 2 && method.Name is "Min" or "Max":
                var first = Evaluate(arguments[0].Value, depth);
                var second = Evaluate(arguments[1].Value, depth);
                return method.Name == "Min" ? SizeRange.Smaller(first, second) : SizeRange.Larger(first, second);
            case "System.Math" when method.Name == "Clamp" && arguments.Length == 3:
                var raised = SizeRange.Larger(Evaluate(arguments[0].Value, depth), Evaluate(arguments[1].Value, depth));
                return SizeRange.Smaller(raised, Evaluate(arguments[2].Value, depth));
            case "System.Convert" when arguments.Length == 1 && method.Name is "ToInt32" or "ToInt64" or "ToUInt32":
                return Evaluate(arguments[0].Value, depth);
        }

        if (method.Name == "GetValueOrDefault" && method.ContainingType?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && invocation.Instance is { } nullable)
        {
            var fallback = arguments.Length == 1 ? Evaluate(arguments[0].Value, depth) : SizeRange.Exactly(0);
            return Evaluate(nullable, depth).Or(fallback);
        }

        return InputSizes.Contains(method, invocation.Instance?.Type) ? SizeRange.FromInput(SourceText.Of(invocation)) : SizeRange.Unknown;
    }

    private static SizeRange Exactly(long? value) => value is { } known ? SizeRange.Exactly(known) : SizeRange.Unknown;

    private static long? LimitOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte => byte.MaxValue,
        SpecialType.System_SByte => sbyte.MaxValue,
        SpecialType.System_Int16 => short.MaxValue,
        SpecialType.System_UInt16 or SpecialType.System_Char => ushort.MaxValue,
        _ => null,
    };
}
