using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Sizes;

/// <summary>Integer constants, those of <c>static readonly</c> fields included.</summary>
internal static class Constants
{
    public static bool TryGetInt64(Optional<object?> constant, out long value)
    {
        value = 0;
        switch (constant.HasValue ? constant.Value : null)
        {
            case int number: value = number; return true;
            case long number: value = number; return true;
            case uint number: value = number; return true;
            case ulong number when number <= long.MaxValue: value = (long)number; return true;
            case short number: value = number; return true;
            case ushort number: value = number; return true;
            case byte number: value = number; return true;
            case sbyte number: value = number; return true;
            case char number: value = number; return true;
            default: return false;
        }
    }

    /// <summary>The value of a <c>static readonly</c> field that only its initializer can set, when that is a constant expression.</summary>
    public static long? OfField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (!field.IsStatic || !field.IsReadOnly || reference.SemanticModel is null || HasStaticConstructor(field.ContainingType))
        {
            return null;
        }

        return OfInitializer(reference);
    }

    /// <summary>The constant that a field or property starts with, whoever may change it later.</summary>
    public static long? OfInitializer(IMemberReferenceOperation reference)
    {
        var initializer = reference.Member.DeclaringSyntaxReferences is { Length: 1 } references
            ? references[0].GetSyntax() switch
            {
                VariableDeclaratorSyntax field => field.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                _ => null,
            }
            : null;
        return initializer is not null
            && reference.SemanticModel is { } model
            && TryGetInt64(SemanticModels.Of(model, initializer.SyntaxTree).GetConstantValue(initializer), out var constant)
                ? constant
                : null;
    }

    private static bool HasStaticConstructor(INamedTypeSymbol type) => type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared);
}
