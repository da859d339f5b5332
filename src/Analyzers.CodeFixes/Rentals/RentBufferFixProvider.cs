using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AppFrag.Analyzers.Rentals;

/// <summary>Offers to rent a buffer where that changes nothing but where its memory comes from.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RentBufferFixProvider))]
[Shared]
internal sealed class RentBufferFixProvider : OneByOneFixProvider
{
    public const string Key = "AppFrag.RentBuffer";

    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.LargeArray, RuleIds.InputSizedBuffer, RuleIds.IterationBuffer);

    protected override string Title => "Rent the buffer from ArrayPool";

    protected override string EquivalenceKey => Key;

    protected override bool IsSafe(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) => Plan(model, place, cancellationToken) is not null;

    protected override async Task<Document> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is not null && model is not null && Plan(model, place, cancellationToken) is { } plan
            ? document.WithSyntaxRoot(new RentalRewriter(plan, RentalSyntax.For(plan, model, document)).Rewrite(root))
            : document;
    }

    private static RentalPlan? Plan(SemanticModel model, SyntaxNode creation, CancellationToken cancellationToken) =>
        model.GetOperation(creation, cancellationToken) is { } operation ? RentalPlanner.Plan(operation).Plan : null;
}
