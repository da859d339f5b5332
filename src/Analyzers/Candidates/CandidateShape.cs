using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Candidates;

/// <summary>What the syntax of a candidate says before it is bound. An answer is given only where binding could not give another one.</summary>
internal static class CandidateShape
{
    /// <summary>An initializer shorter than this cannot list the elements of an array over any sensible threshold.</summary>
    private const int LongInitializer = 256;

    /// <summary>Whether an array with literal lengths and elements of a built-in type is below the threshold; true for whatever is not plain to see.</summary>
    public static bool MayBeLarge(ExpressionSyntax creation, long threshold) => creation switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Span.Length >= LongInitializer,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Span.Length >= LongInitializer,
        ArrayCreationExpressionSyntax array => !(SizeOf(array.Type.ElementType) is { } element && LiteralCount(array.Type) is { } count && (count * element) + Buffers.BufferCreation.ArrayHeader < threshold),
        BaseObjectCreationExpressionSyntax creator => creator.ArgumentList is { Arguments.Count: > 0 },
        _ => true,
    };

    /// <summary>Whether some length is more than a literal.</summary>
    public static bool HasOpenCount(ExpressionSyntax creation) => creation switch
    {
        ArrayCreationExpressionSyntax array => array.Initializer is null && LiteralCount(array.Type) is null,
        ImplicitArrayCreationExpressionSyntax => false,
        BaseObjectCreationExpressionSyntax creator => creator.ArgumentList?.Arguments.Any(argument => !IsLiteral(argument.Expression)) == true,
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Any(argument => !IsLiteral(argument.Expression)),
        _ => true,
    };

    /// <summary>Whether a loop of the same function is around it.</summary>
    public static bool IsInLoop(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null and not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax; node = node.Parent)
        {
            if (IsLoop(node))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>Whether a created type may be one of <paramref name="names"/>; where only its target says what it is, that is looked at as far as it says so in text.</summary>
    public static bool MayCreate(ExpressionSyntax creation, FileWords words, ICollection<string> names) =>
        TypeName(creation) is not { } name || names.Contains(name) || words.IsAlias(name);

    /// <summary>The variable that a created object is put into, by its name.</summary>
    public static string? HolderOf(ExpressionSyntax creation)
    {
        SyntaxNode value = creation;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax || value.Parent is BinaryExpressionSyntax cast && cast.IsKind(SyntaxKind.AsExpression))
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } => target.Identifier.ValueText,
            _ => null,
        };
    }

    private static string? TypeName(ExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax named => NameOf(named.Type),
        ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => NameOf(declaration.Type),
        ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } } => NameOf(property.Type),
        _ => null,
    };

    private static string? NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        _ => null,
    };

    private static long? LiteralCount(ArrayTypeSyntax type)
    {
        var count = 1L;
        foreach (var size in type.RankSpecifiers[0].Sizes)
        {
            if (!IsLiteral(size) || size is not LiteralExpressionSyntax { Token.Value: int value })
            {
                return null;
            }

            count *= value;
        }

        return type.RankSpecifiers.Count == 1 ? count : null;
    }

    private static bool IsLiteral(ExpressionSyntax expression) => expression is LiteralExpressionSyntax;

    private static int? SizeOf(TypeSyntax element) => element is PredefinedTypeSyntax { Keyword: var keyword }
        ? keyword.Kind() switch
        {
            SyntaxKind.BoolKeyword or SyntaxKind.ByteKeyword or SyntaxKind.SByteKeyword => 1,
            SyntaxKind.CharKeyword or SyntaxKind.ShortKeyword or SyntaxKind.UShortKeyword => 2,
            SyntaxKind.IntKeyword or SyntaxKind.UIntKeyword or SyntaxKind.FloatKeyword => 4,
            SyntaxKind.DecimalKeyword => 16,
            _ => 8,
        }
        : null;
}
