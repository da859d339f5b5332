using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Growth;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Profiles;

/// <summary>What the text of an expression says of what it allocates. To bind one expression binds its whole member; most need not be.</summary>
internal static class AllocationText
{
    private const string Text = "System.String";

    /// <summary>True whenever in doubt.</summary>
    public static bool MayMake(ExpressionSyntax expression, string type) => expression switch
    {
        ArrayCreationExpressionSyntax { Type: { ElementType: PredefinedTypeSyntax element, RankSpecifiers.Count: 1 } array } => IsArrayOf(array, element, type),
        ArrayCreationExpressionSyntax => RuntimeTypeName.IsArray(type),
        BaseObjectCreationExpressionSyntax => !RuntimeTypeName.IsArray(type),
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax or AssignmentExpressionSyntax => type == Text,
        ElementAccessExpressionSyntax => type == Text || RuntimeTypeName.IsArray(type),
        _ => true,
    };

    /// <summary>True whenever in doubt.</summary>
    public static bool MayMakeGrowing(ExpressionSyntax expression) => expression switch
    {
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } creation =>
            BufferCreations.CapacityTypeNames.Contains(name) || CollectionSizes.Names.Contains(name) || Candidates.FileWords.Of(creation.SyntaxTree).IsAlias(name),
        BaseObjectCreationExpressionSyntax => true,
        _ => false,
    };

    /// <summary>The name of what is called; null when it is no call of a name.</summary>
    public static string? CalledName(ExpressionSyntax expression) => (expression as InvocationExpressionSyntax)?.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsArrayOf(ArrayTypeSyntax array, PredefinedTypeSyntax element, string type)
    {
        var suffix = "[" + new string(',', array.RankSpecifiers[0].Rank - 1) + "]";
        return Name(element) is not { } name || type == name + suffix;
    }

    private static string? Name(PredefinedTypeSyntax type) => type.Keyword.Kind() switch
    {
        SyntaxKind.ByteKeyword => "System.Byte",
        SyntaxKind.CharKeyword => "System.Char",
        SyntaxKind.IntKeyword => "System.Int32",
        SyntaxKind.LongKeyword => "System.Int64",
        SyntaxKind.DoubleKeyword => "System.Double",
        SyntaxKind.FloatKeyword => "System.Single",
        SyntaxKind.StringKeyword => Text,
        SyntaxKind.ObjectKeyword => "System.Object",
        SyntaxKind.BoolKeyword => "System.Boolean",
        _ => null,
    };
}
