using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace AppFrag.Analyzers.Buffers;

/// <summary>
/// Takes a stream from a <c>RecyclableMemoryStreamManager</c>, which the type gets if it has none. Only where the package
/// Microsoft.IO.RecyclableMemoryStream is referenced: the rule's message names it, and a fix must compile.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecyclableStreamFixProvider))]
[Shared]
internal sealed class RecyclableStreamFixProvider : PlannedFixProvider<RecyclableStream>
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.GrowingStream, RuleIds.ProfiledAllocation);

    protected override string Title => "Use a RecyclableMemoryStream";

    protected override string EquivalenceKey => "AppFrag.RecyclableStream";

    protected override RecyclableStream? Plan(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) => RecyclableStream.TryFind(model, place, cancellationToken);

    protected override SyntaxNode Rewrite(SyntaxNode root, RecyclableStream found, SemanticModel model, Document document)
    {
        var name = found.Existing ?? new FreeNames(found.Creation).Take("StreamManager");
        var stream = SyntaxFactory.ParseExpression(name + ".GetStream()").WithTriviaFrom(found.Creation);
        var owner = found.Owner.ReplaceNode(found.Creation, stream);
        if (found.Existing is null)
        {
            owner = WithManager(owner, name, found.Manager, SyntaxGenerator.GetGenerator(document), LineEnd.Of(root));
        }

        return root.ReplaceNode(found.Owner, owner);
    }

    private static TypeDeclarationSyntax WithManager(TypeDeclarationSyntax owner, string name, INamedTypeSymbol manager, SyntaxGenerator generator, SyntaxTrivia endOfLine)
    {
        var type = ((TypeSyntax)generator.TypeExpression(manager, addImport: true)).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var field = SyntaxFactory.FieldDeclaration(
                SyntaxFactory.VariableDeclaration(type.WithTrailingTrivia(SyntaxFactory.Space))
                    .AddVariables(SyntaxFactory.VariableDeclarator(name).WithInitializer(SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression("new()")))))
            .AddModifiers(SyntaxFactory.Token(SyntaxKind.PrivateKeyword), SyntaxFactory.Token(SyntaxKind.StaticKeyword), SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword))
            .WithTrailingTrivia(endOfLine, endOfLine)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return owner.WithMembers(owner.Members.Insert(0, field));
    }
}
