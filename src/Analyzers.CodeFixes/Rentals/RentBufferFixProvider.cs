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
internal sealed class RentBufferFixProvider : PlannedFixProvider<RentalPlan>
{
    public const string Key = "AppFrag.RentBuffer";

    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.LargeArray, RuleIds.InputSizedBuffer, RuleIds.IterationBuffer, RuleIds.ProfiledAllocation);

    protected override string Title => "Rent the buffer from ArrayPool";

    protected override string EquivalenceKey => Key;

    protected override RentalPlan? Plan(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) =>
        model.GetOperation(place, cancellationToken) is { } operation ? RentalPlanner.Plan(operation).Plan : null;

    protected override SyntaxNode Rewrite(SyntaxNode root, RentalPlan plan, SemanticModel model, Document document) =>
        new RentalRewriter(plan, RentalSyntax.For(plan, model, document)).Rewrite(root);
}
