using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AppFrag.Analyzers.Rentals;

/// <summary>Offers to rent a buffer where that changes nothing but where its memory comes from.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RentBufferFixProvider))]
[Shared]
internal sealed class RentBufferFixProvider : CodeFixProvider
{
    public const string EquivalenceKey = "AppFrag.RentBuffer";

    private const string Title = "Rent the buffer from ArrayPool";

    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.LargeArray, RuleIds.InputSizedBuffer, RuleIds.IterationBuffer);

    /// <summary>One after the other: two buffers of one block share its exits, so their edits cannot be merged.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllInDocument);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var creation = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (creation is not null && Plan(model, creation, context.CancellationToken) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, token => RentAsync(context.Document, creation, token), EquivalenceKey),
                    diagnostic);
            }
        }
    }

    private static async Task<Document?> FixAllInDocument(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return document;
        }

        var mark = new SyntaxAnnotation();
        var creations = diagnostics.Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)).Distinct().ToList();
        document = document.WithSyntaxRoot(root.ReplaceNodes(creations, (_, node) => node.WithAdditionalAnnotations(mark)));
        for (var index = 0; index < creations.Count; index++)
        {
            root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            var creation = root!.GetAnnotatedNodes(mark).First();
            document = document.WithSyntaxRoot(root.ReplaceNode(creation, creation.WithoutAnnotations(mark)));
            var unmarked = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            document = await RentAsync(document, unmarked!.FindNode(creation.Span, getInnermostNodeForTie: true), context.CancellationToken).ConfigureAwait(false);
        }

        return document;
    }

    private static async Task<Document> RentAsync(Document document, SyntaxNode creation, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is not null && model is not null && Plan(model, creation, cancellationToken) is { } plan
            ? document.WithSyntaxRoot(new RentalRewriter(plan, RentalSyntax.For(plan, model, document)).Rewrite(root))
            : document;
    }

    private static RentalPlan? Plan(SemanticModel? model, SyntaxNode creation, CancellationToken cancellationToken) =>
        model?.GetOperation(creation, cancellationToken) is { } operation ? RentalPlanner.Plan(operation).Plan : null;
}
