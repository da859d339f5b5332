using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AppFrag.Analyzers.Content;

/// <summary>Copies from one stream to the other in pieces instead of through an array of everything.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StreamCopyFixProvider))]
[Shared]
internal sealed class StreamCopyFixProvider : PlannedFixProvider<StreamCopy>
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.WholeContentBuffered, RuleIds.ProfiledAllocation);

    protected override string Title => "Copy in pieces to where it is written";

    protected override string EquivalenceKey => "AppFrag.StreamCopy";

    protected override StreamCopy? Plan(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) => StreamCopy.TryFind(model, place, cancellationToken);

    protected override SyntaxNode Rewrite(SyntaxNode root, StreamCopy plan, SemanticModel model, Document document)
    {
        var target = plan.Buffered.WithExpression(plan.Target.WithTriviaFrom(plan.Buffered.Expression));
        var copy = plan.Copy.ReplaceNode(plan.Buffered, target)
            .WithLeadingTrivia(Comments(plan, LineEnd.Of(root)))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var block = (BlockSyntax)plan.Copy.Parent!;
        var statements = block.Statements.Select(statement => statement == plan.Copy ? copy : statement).Where(statement => !plan.Needless.Contains(statement));
        return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(statements)));
    }

    /// <summary>What is said about the statements that go is said before the one that stays.</summary>
    private static SyntaxTriviaList Comments(StreamCopy plan, SyntaxTrivia endOfLine) =>
        plan.Needless.Aggregate(SyntaxFactory.TriviaList(), (said, statement) => said.AddRange(KeptTrivia.Of(statement, endOfLine))).AddRange(plan.Copy.GetLeadingTrivia());
}
