using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Content;

/// <summary>
/// Parses JSON from the stream instead of from a string of all of it. JSON between systems is UTF-8 (RFC 8259, 8.1), which
/// is what the parser of a stream takes; the title says so because a <c>StreamReader</c> would have recognized UTF-16 as well.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JsonStreamFixProvider))]
[Shared]
internal sealed class JsonStreamFixProvider : PlannedFixProvider<JsonRead>
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.WholeContentBuffered, RuleIds.ProfiledAllocation);

    protected override string Title => "Parse the UTF-8 stream instead of a string";

    protected override string EquivalenceKey => "AppFrag.JsonStream";

    protected override JsonRead? Plan(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) => JsonRead.TryFind(model, place, cancellationToken);

    protected override SyntaxNode Rewrite(SyntaxNode root, JsonRead read, SemanticModel model, Document document)
    {
        var parsed = Parsed(read).WithTriviaFrom(read.Parse);
        if (read.Text is null)
        {
            return root.ReplaceNode(read.Parse, parsed);
        }

        // The comments of the removed statement stay, at the statement that takes its place.
        var statement = read.Parse.FirstAncestorOrSelf<StatementSyntax>()!;
        var block = (BlockSyntax)statement.Parent!;
        var merged = statement.ReplaceNode(read.Parse, parsed);
        merged = merged.WithLeadingTrivia(KeptTrivia.Of(read.Text, LineEnd.Of(root)).AddRange(statement.GetLeadingTrivia()));
        var statements = block.Statements.Replace(statement, merged);
        return root.ReplaceNode(block, block.WithStatements(statements.RemoveAt(block.Statements.IndexOf(read.Text))));
    }

    private static ExpressionSyntax Parsed(JsonRead read)
    {
        var access = (MemberAccessExpressionSyntax)read.Parse.Expression;
        var name = access.Name.Identifier.ValueText + "Async";
        var renamed = access.WithName(access.Name.WithIdentifier(SyntaxFactory.Identifier(name)));
        var arguments = read.Parse.ArgumentList.Arguments;
        arguments = arguments.Replace(arguments[0], arguments[0].WithExpression(read.Stream.WithTriviaFrom(arguments[0].Expression)));
        if (read.Token is { } token)
        {
            arguments = arguments.Add(SyntaxFactory.ParseArgumentList("(cancellationToken: " + token.WithoutTrivia().ToFullString() + ")").Arguments[0].WithLeadingTrivia(SyntaxFactory.Space));
        }

        ExpressionSyntax call = read.Parse.WithoutTrivia().WithExpression(renamed.WithoutTrivia()).WithArgumentList(read.Parse.ArgumentList.WithArguments(arguments));
        if (read.IsConfigured)
        {
            call = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, call, SyntaxFactory.IdentifierName("ConfigureAwait")),
                SyntaxFactory.ParseArgumentList("(false)"));
        }

        var awaited = SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), call);
        var bindsCloser = read.Parse.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax;
        return bindsCloser ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited;
    }
}
