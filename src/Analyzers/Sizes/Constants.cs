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

    /// <summary>The value of a <c>readonly</c> field that only its initializer sets, when that is a constant expression.</summary>
    public static long? OfField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (!field.IsReadOnly || reference.SemanticModel is null || IsSetInConstructor(field))
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
            && SemanticModels.TryOf(model, initializer.SyntaxTree) is { } home
            && TryGetInt64(home.GetConstantValue(initializer), out var constant)
                ? constant
                : null;
    }

    /// <summary>By its name in the constructors' text: a mention there, even a harmless one, and nothing is claimed.</summary>
    private static bool IsSetInConstructor(IFieldSymbol field) =>
        (field.IsStatic ? field.ContainingType.StaticConstructors : field.ContainingType.InstanceConstructors)
            .SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax())
            .OfType<ConstructorDeclarationSyntax>()
            .Any(constructor => constructor.DescendantTokens().Any(token => token.ValueText == field.Name))
        || (!field.IsStatic && field.ContainingType.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).OfType<AccessorDeclarationSyntax>()
            .Any(accessor => accessor.Keyword.ValueText == "init" && accessor.DescendantTokens().Any(token => token.ValueText == field.Name)));
}
