using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Candidates;

/// <summary>The member that a body belongs to, found without binding the body.</summary>
internal static class MemberOf
{
    /// <summary>A method, an accessor, or the field or property that an initializer is for; null outside of any.</summary>
    public static ISymbol? Node(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        BodySyntax.Of(node) is { } body ? Body(body, model, cancellationToken) : null;

    /// <param name="body">As <see cref="BodySyntax.Of"/> finds it.</param>
    /// <param name="model">Of its file.</param>
    /// <param name="cancellationToken">When nobody waits for the answer any more.</param>
    public static ISymbol? Body(SyntaxNode body, SemanticModel model, CancellationToken cancellationToken) => body switch
    {
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => model.GetDeclaredSymbol(property, cancellationToken),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax field } => model.GetDeclaredSymbol(field, cancellationToken),
        TypeDeclarationSyntax type => PrimaryConstructor(type, model, cancellationToken),
        _ => BodySyntax.OwnerOf(body, model, cancellationToken),
    };

    private static IMethodSymbol? PrimaryConstructor(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(type, cancellationToken)?.InstanceConstructors
            .FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.Span == type.Span && reference.SyntaxTree == type.SyntaxTree));
}
