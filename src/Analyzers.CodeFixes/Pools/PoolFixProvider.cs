using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// What the fixes of the rules about pools share. A fix is tried before it is offered: it is offered only if its result compiles and the rules find nothing
/// in it that they did not find before.
/// </summary>
internal abstract class PoolFixProvider : CodeFixProvider
{
    protected abstract string Title { get; }

    protected abstract string EquivalenceKey { get; }

    /// <summary>One after the other: two rentals of one block share its exits, so their edits cannot be merged.</summary>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllInDocument);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } node
                && await TryFixAsync(context.Document, node, context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), EquivalenceKey), diagnostic);
            }
        }
    }

    /// <summary>The root with the fix for what is reported at a node, or null where there is none that is safe.</summary>
    protected abstract IEnumerable<SyntaxNode> Candidates(SyntaxNode root, SyntaxNode node, SemanticModel model, Document document, CancellationToken cancellationToken);

    private async Task<Document?> FixAllInDocument(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var root = (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var nodes = diagnostics.Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)).Distinct().ToList();
        var marks = nodes.ToDictionary(node => node, _ => new SyntaxAnnotation());
        document = document.WithSyntaxRoot(root.ReplaceNodes(nodes, (original, node) => node.WithAdditionalAnnotations(marks[original])));
        foreach (var mark in marks.Values)
        {
            root = (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
            if (root.GetAnnotatedNodes(mark).FirstOrDefault() is { } node)
            {
                document = await TryFixAsync(document, node, context.CancellationToken).ConfigureAwait(false) ?? document;
            }
        }

        return document;
    }

    private async Task<Document?> TryFixAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || BodySyntax.Of(node) is not { } body)
        {
            return null;
        }

        foreach (var candidate in Candidates(root, node, model, document, cancellationToken))
        {
            var changed = document.WithSyntaxRoot(candidate);
            if (await IsBetterAsync(model, body, changed, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>The changed body compiles, and has fewer findings of no new kind.</summary>
    private static async Task<bool> IsBetterAsync(SemanticModel before, SyntaxNode body, Document changed, CancellationToken cancellationToken)
    {
        var after = await changed.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var root = await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (after is null || root is null || BodySyntax.Of(root.FindToken(body.SpanStart).Parent!) is not { } changedBody)
        {
            return false;
        }

        if (Errors(after, changedBody, cancellationToken) > Errors(before, body, cancellationToken))
        {
            return false;
        }

        var were = BodySyntax.FindingsOf(body, before, cancellationToken).ToLookup(finding => finding.Kind);
        var are = BodySyntax.FindingsOf(changedBody, after, cancellationToken).ToLookup(finding => finding.Kind);
        return are.All(kind => kind.Count() <= were[kind.Key].Count()) && are.Sum(kind => kind.Count()) <= were.Sum(kind => kind.Count());
    }

    private static int Errors(SemanticModel model, SyntaxNode body, CancellationToken cancellationToken) =>
        model.GetDiagnostics(body.Span, cancellationToken).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
