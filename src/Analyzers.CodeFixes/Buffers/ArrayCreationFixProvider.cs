using AppFrag.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Buffers;

/// <summary>Replaces <c>new T[n]</c> by a call of <c>GC</c> that makes the same array in another way.</summary>
internal abstract class ArrayCreationFixProvider : OneByOneFixProvider
{
    /// <summary>The method of <c>GC</c> to call.</summary>
    protected abstract string Method { get; }

    /// <summary>What follows the length in its arguments.</summary>
    protected abstract string FurtherArguments { get; }

    protected sealed override bool IsSafe(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) =>
        place is ArrayCreationExpressionSyntax { Initializer: null }
        && model.GetOperation(place, cancellationToken) is IArrayCreationOperation { DimensionSizes.Length: 1, Type: IArrayTypeSymbol { ElementType: { IsUnmanagedType: true, TypeKind: not TypeKind.Pointer } } } creation
        && creation.DimensionSizes[0] is var length
        && (LengthOf(length).Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte)
        && model.Compilation.GetTypeByMetadataName("System.GC")?.GetMembers(Method).IsEmpty == false
        && IsSafe(creation);

    protected virtual bool IsSafe(IArrayCreationOperation creation) => true;

    protected sealed override async Task<Document> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || !IsSafe(model, place, cancellationToken) || place is not ArrayCreationExpressionSyntax creation)
        {
            return document;
        }

        // As short as the place allows; a file without "using System" gets the full name rather than a using.
        var isVisible = model.LookupNamespacesAndTypes(creation.SpanStart, name: "GC") is { Length: 1 } found && found[0].ContainingNamespace?.ToDisplayString() == "System";
        var type = SyntaxFactory.ParseExpression(isVisible ? "GC" : "global::System.GC");
        var length = creation.Type.RankSpecifiers[0].Sizes[0].WithoutTrivia();
        var name = SyntaxFactory.GenericName(SyntaxFactory.Identifier(Method), SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(creation.Type.ElementType.WithoutTrivia())));
        var call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, type, name),
            SyntaxFactory.ParseArgumentList("(" + length.ToFullString() + FurtherArguments + ")"));
        return document.WithSyntaxRoot(root.ReplaceNode(creation, call.WithTriviaFrom(creation)));
    }

    private static IOperation LengthOf(IOperation length)
    {
        while (length is IConversionOperation { IsImplicit: true } conversion)
        {
            length = conversion.Operand;
        }

        return length;
    }
}
