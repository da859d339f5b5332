using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AppFrag.Analyzers.Common;

/// <summary>
/// A fix that looks at its place with a semantic model and changes one document. Fix All applies it to one place after
/// the other: two of them may share a block, a type or a set of names, so their edits cannot be merged.
/// </summary>
internal abstract class OneByOneFixProvider : CodeFixProvider
{
    protected abstract string Title { get; }

    protected abstract string EquivalenceKey { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllInDocument);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && PlaceOf(diagnostic, root) is { } place && IsSafe(model, place, context.CancellationToken))
            {
                context.RegisterCodeFix(CodeAction.Create(Title, token => FixAsync(context.Document, place, token), EquivalenceKey), diagnostic);
            }
        }
    }

    /// <summary>The node that the fix changes; by default the one the diagnostic is at.</summary>
    protected virtual SyntaxNode? PlaceOf(Diagnostic diagnostic, SyntaxNode root) => NodeAt(root, diagnostic.Location);

    /// <summary>Whether the change is known to alter nothing else.</summary>
    protected abstract bool IsSafe(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken);

    /// <summary>The document with the change, or as it is where it is not safe.</summary>
    protected abstract Task<Document> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken);

    protected static SyntaxNode? NodeAt(SyntaxNode root, Location location) =>
        location.SourceTree == root.SyntaxTree ? root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) : null;

    private async Task<Document?> FixAllInDocument(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return document;
        }

        var mark = new SyntaxAnnotation();
        var places = diagnostics.Select(diagnostic => PlaceOf(diagnostic, root)).OfType<SyntaxNode>().Distinct().ToList();
        document = document.WithSyntaxRoot(root.ReplaceNodes(places, (_, node) => node.WithAdditionalAnnotations(mark)));
        for (var index = 0; index < places.Count; index++)
        {
            root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root!.GetAnnotatedNodes(mark).FirstOrDefault() is not { } place)
            {
                break;
            }

            document = document.WithSyntaxRoot(root.ReplaceNode(place, place.WithoutAnnotations(mark)));
            var unmarked = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            document = await FixAsync(document, unmarked!.FindNode(place.Span, getInnermostNodeForTie: true), context.CancellationToken).ConfigureAwait(false);
        }

        return document;
    }
}
