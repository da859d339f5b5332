using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Pools;

/// <summary>The body that a node is in, as analyzers are given bodies.</summary>
internal static class BodySyntax
{
    public static SyntaxNode? Of(SyntaxNode node)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax:
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }:
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } }:
                    return current;
                case TypeDeclarationSyntax type:
                    // What a primary constructor hands to its base; attributes are nobody's body.
                    return type.BaseList?.Span.Contains(node.Span) == true ? type : null;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    public static IMethodSymbol? OwnerOf(SyntaxNode body, SemanticModel model, CancellationToken cancellationToken) => body switch
    {
        BaseMethodDeclarationSyntax method => model.GetDeclaredSymbol(method, cancellationToken),
        AccessorDeclarationSyntax accessor => model.GetDeclaredSymbol(accessor, cancellationToken),
        ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } => (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod,
        CompilationUnitSyntax unit => model.GetDeclaredSymbol(unit, cancellationToken),
        _ => null,
    };

    /// <summary>What the paths of that body show.</summary>
    public static IEnumerable<PoolFinding> FindingsOf(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        Of(node) is { } body
            ? BodyAnalysis.Run(body, OwnerOf(body, model, cancellationToken), model, new PoolTypes(model.Compilation), wantsExceptions: false, cancellationToken)
            : Enumerable.Empty<PoolFinding>();
}
