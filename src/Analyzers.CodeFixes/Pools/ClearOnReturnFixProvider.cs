using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Pools;

/// <summary>Passes <c>clearArray: true</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClearOnReturnFixProvider))]
[Shared]
internal sealed class ClearOnReturnFixProvider : PoolFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.ReferencesReturnedUncleared);

    protected override string Title => "Clear the array when it is returned";

    protected override string EquivalenceKey => "AppFrag.ClearOnReturn";

    protected override IEnumerable<SyntaxNode> Candidates(SyntaxNode root, SyntaxNode node, SemanticModel model, Document document, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            yield break;
        }

        var clear = SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))
            .WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName("clearArray")).WithTrailingTrivia(SyntaxFactory.Space));
        var arguments = call.ArgumentList.Arguments;
        var stated = arguments.FirstOrDefault(argument => argument.Expression.IsKind(SyntaxKind.FalseLiteralExpression));
        yield return stated is null
            ? root.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(arguments.Add(clear.WithLeadingTrivia(arguments.Count > 0 ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : default))))
            : root.ReplaceNode(stated.Expression, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(stated.Expression));
    }
}
