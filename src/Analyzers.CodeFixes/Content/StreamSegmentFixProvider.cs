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
internal sealed class StreamSegmentFixProvider : PlannedFixProvider<StreamSegment>
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.WholeContentBuffered, RuleIds.ProfiledAllocation);

    protected override string Title => "Use the stream's own buffer instead of a copy";

    protected override string EquivalenceKey => "AppFrag.StreamSegment";

    /// <summary>Where the content needs no buffer at all, <see cref="StreamCopyFixProvider"/> is the better change.</summary>
    protected override StreamSegment? Plan(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) =>
        StreamCopy.TryFind(model, place, cancellationToken) is null ? StreamSegment.TryFind(model, place, cancellationToken) : null;

    protected override SyntaxNode Rewrite(SyntaxNode root, StreamSegment found, SemanticModel model, Document document)
    {
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
        return root.ReplaceNode(block, block.WithStatements(statements));
    }
}
