using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Pools;

/// <summary>Awaits an operation that a statement only starts, where the method is asynchronous already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitBeforeReturnFixProvider))]
[Shared]
internal sealed class AwaitBeforeReturnFixProvider : PoolFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RentalUsedAfterReturn);

    protected override string Title => "Await the operation before the return";

    protected override string EquivalenceKey => "AppFrag.AwaitBeforeReturn";

    protected override IEnumerable<SyntaxNode> Candidates(SyntaxNode root, SyntaxNode node, SemanticModel model, Document document, CancellationToken cancellationToken)
    {
        if (node is not ExpressionSyntax operation)
        {
            yield break;
        }

        // 'task.ConfigureAwait(false)' and 'valueTask.AsTask()' are awaited as a whole.
        while (operation.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "AsTask", Parent: InvocationExpressionSyntax whole } access && access.Expression == operation)
        {
            operation = whole;
        }

        var statement = operation.Parent switch
        {
            ExpressionStatementSyntax started => started,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax discarded } => discarded,
            _ => null,
        };
        if (statement is not null && BufferCallOf(operation, model, cancellationToken))
        {
            var awaited = SyntaxFactory.AwaitExpression(operation.WithoutTrivia()).WithTriviaFrom(statement.Expression);
            yield return root.ReplaceNode(statement, statement.WithExpression(awaited));
        }
    }

    private static bool BufferCallOf(ExpressionSyntax operation, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(operation, cancellationToken).Type is { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" };
}
