using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>The length that is asked for, and how to name it again later.</summary>
internal sealed class RentalCount
{
    private RentalCount(ExpressionSyntax expression, long? constant, bool isRepeatable, bool needsCast)
    {
        Expression = expression;
        Constant = constant;
        IsRepeatable = isRepeatable;
        NeedsCast = needsCast;
        Key = BoundComparison.KeyOf(expression);
    }

    public ExpressionSyntax Expression { get; }

    public long? Constant { get; }

    /// <summary>A literal or a name whose value cannot change, so that it can be written again.</summary>
    public bool IsRepeatable { get; }

    /// <summary>It is wider than <see cref="int"/>, which is what a pool takes.</summary>
    public bool NeedsCast { get; }

    public string Key { get; }

    public static RentalCount? TryRead(IOperation count)
    {
        while (count is IConversionOperation { IsImplicit: true } conversion)
        {
            count = conversion.Operand;
        }

        if (count.Syntax is not ExpressionSyntax expression)
        {
            return null;
        }

        var isConstant = Constants.TryGetInt64(count.ConstantValue, out var constant);
        if (isConstant && constant is < 0 or > int.MaxValue)
        {
            return null;
        }

        var needsCast = count.Type?.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_UInt32
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
        return new RentalCount(expression, isConstant ? constant : null, !needsCast && IsStable(count, isConstant), needsCast);
    }

    private static bool IsStable(IOperation count, bool isConstant) => count switch
    {
        ILiteralOperation => true,
        _ when isConstant => count.Syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax,
        ILocalReferenceOperation local => LocalValues.SingleOf(local.Local, local) is not null,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => !LocalValues.IsWritten(parameter.Parameter, parameter),
        _ => false,
    };
}
