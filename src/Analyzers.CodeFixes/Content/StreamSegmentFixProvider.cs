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

/// <summary>Lets a call look at a stream's own buffer instead of at a copy of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StreamSegmentFixProvider))]
[Shared]
internal sealed class StreamSegmentFixProvider : OneByOneFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.WholeContentBuffered);

    protected override string Title => "Use the stream's own buffer instead of a copy";

    protected override string EquivalenceKey => "AppFrag.StreamSegment";

    protected override bool IsSafe(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) =>
        StreamSegment.TryFind(model, place, cancellationToken) is not null;

    protected override async Task<Document> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || StreamSegment.TryFind(model, place, cancellationToken) is not { } found)
        {
            return document;
        }

        var name = new FreeNames(found.Statement).Take(found.Stream.Identifier.ValueText + "Content");
        var view = SyntaxFactory.ParseExpression(name + (found.IsMemory ? ".AsMemory()" : ".AsSpan()")).WithTriviaFrom(found.Copy);
        var ask = SyntaxFactory.ParseStatement($"{found.Stream.Identifier.Text}.TryGetBuffer(out var {name});")
            .WithLeadingTrivia(found.Statement.GetLeadingTrivia())
            .WithTrailingTrivia(LineEnd.Of(root))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var rewritten = found.Statement.ReplaceNode(found.Copy, view).WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation);
        var block = (BlockSyntax)found.Statement.Parent!;
        var index = block.Statements.IndexOf(found.Statement);
        var statements = block.Statements.Replace(found.Statement, rewritten).Insert(index, ask);
        return document.WithSyntaxRoot(root.ReplaceNode(block, block.WithStatements(statements)));
    }
}
