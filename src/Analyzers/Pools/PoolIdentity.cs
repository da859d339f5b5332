using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Which pool an expression means: the shared one of an element type, one made at a known place, or unknown. Only two known ones
/// can be said to be different.
/// </summary>
internal readonly struct PoolIdentity
{
    private readonly ISymbol? _symbol;

    private PoolIdentity(ISymbol? symbol, string text)
    {
        _symbol = symbol;
        Text = text;
    }

    public string Text { get; }

    /// <summary>The model is asked for because operations of a control-flow graph have none of their own.</summary>
    public static PoolIdentity Of(IOperation? receiver, SemanticModel? model)
    {
        var text = receiver is null ? "the pool" : Sizes.SourceText.Of(receiver);
        return new PoolIdentity(Resolve(receiver, model, depth: 0), text);
    }

    public bool IsSurelyNot(PoolIdentity other) =>
        _symbol is not null && other._symbol is not null && !SymbolEqualityComparer.Default.Equals(_symbol, other._symbol);

    /// <summary>The shared pool is known by its property; a pool of our own by the variable that is its only name.</summary>
    private static ISymbol? Resolve(IOperation? receiver, SemanticModel? model, int depth)
    {
        switch (receiver)
        {
            case IConversionOperation conversion:
                return Resolve(conversion.Operand, model, depth);
            case IPropertyReferenceOperation { Property: { Name: "Shared", IsStatic: true } property }:
                return property;
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field } when depth < 3:
                return Initializer(field, model) is { } value
                    ? IsCreation(value) ? field : Resolve(value, model, depth + 1)
                    : null;
            case ILocalReferenceOperation { Local: { } local } when depth < 3:
                return LocalInitializer(local, model) is { } assigned
                    ? IsCreation(assigned) ? local : Resolve(assigned, model, depth + 1)
                    : null;
            default:
                return null;
        }
    }

    private static bool IsCreation(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true, ContainingType.Name: "ArrayPool" } };

    private static IOperation? Initializer(IFieldSymbol field, SemanticModel? model) =>
        field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } && model is not null
        && !IsAssignedInConstructor(field)
            ? SemanticModels.TryOf(model, value.SyntaxTree)?.GetOperation(value)
            : null;

    /// <summary>A constructor of the same file that names the field may give it another pool.</summary>
    private static bool IsAssignedInConstructor(IFieldSymbol field) =>
        field.ContainingType.Constructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .Any(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Any(assignment => assignment.Left.ToString().EndsWith(field.Name, StringComparison.Ordinal)));

    private static IOperation? LocalInitializer(ILocalSymbol local, SemanticModel? model)
    {
        if (model is null || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator)
        {
            return null;
        }

        var body = declarator.FirstAncestorOrSelf<BlockSyntax>();
        var isAssigned = body?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name) ?? true;
        return isAssigned ? null : model.GetOperation(value);
    }
}
