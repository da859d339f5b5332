using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Pools;

/// <summary>Returns a rental at each exit that lacks it, if every exit and every use is plain to see.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingReturnFixProvider))]
[Shared]
internal sealed class MissingReturnFixProvider : PoolFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RentalNotReturned);

    protected override string Title => "Return the buffer to its pool";

    protected override string EquivalenceKey => "AppFrag.MissingReturn";

    protected override IEnumerable<SyntaxNode> Candidates(SyntaxNode root, SyntaxNode node, SemanticModel model, Document document, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } rent
            && MissingReturns.Plan(rent, model, new PoolTypes(model.Compilation), out _) is { } plan)
        {
            yield return new MissingReturnRewriter(plan, ReturnSyntax.For(plan.Pool, plan.Buffer, plan.Declaration, document)).Rewrite(root);
        }
    }
}
