using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Common;

/// <summary>A fix that works from a plan: there is one exactly where the change is safe, and the change follows it.</summary>
internal abstract class PlannedFixProvider<TPlan> : OneByOneFixProvider
    where TPlan : class
{
    protected sealed override bool IsSafe(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) => Plan(model, place, cancellationToken) is not null;

    protected sealed override async Task<Document> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is not null && model is not null && Plan(model, place, cancellationToken) is { } plan
            ? document.WithSyntaxRoot(Rewrite(root, plan, model, document))
            : document;
    }

    /// <summary>What is to change, or null where the change is not known to alter nothing else.</summary>
    protected abstract TPlan? Plan(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken);

    protected abstract SyntaxNode Rewrite(SyntaxNode root, TPlan plan, SemanticModel model, Document document);
}
