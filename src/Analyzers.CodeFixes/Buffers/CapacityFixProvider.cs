using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Growth;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Buffers;

/// <summary>Gives a collection the capacity that it certainly needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CapacityFixProvider))]
[Shared]
internal sealed class CapacityFixProvider : OneByOneFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.GrowingCollection);

    protected override string Title => "Give the collection its capacity";

    protected override string EquivalenceKey => "AppFrag.Capacity";

    protected override bool IsSafe(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) => CapacityOf(model, place, cancellationToken) is not null;

    protected override async Task<Document> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || place is not BaseObjectCreationExpressionSyntax creation || CapacityOf(model, place, cancellationToken) is not { } capacity)
        {
            return document;
        }

        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(Grouped(capacity)));
        var arguments = SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(argument));
        SyntaxNode sized = creation switch
        {
            ObjectCreationExpressionSyntax { ArgumentList: null } named => named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(arguments.WithTrailingTrivia(named.Type.GetTrailingTrivia())),
            _ => creation.WithArgumentList(arguments.WithTriviaFrom(creation.ArgumentList!)),
        };
        return document.WithSyntaxRoot(root.ReplaceNode(creation, sized));
    }

    /// <summary>Only a number of elements that are added whatever happens: a larger capacity would take memory for nothing.</summary>
    private static int? CapacityOf(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken) =>
        model.GetOperation(place, cancellationToken) is IObjectCreationOperation creation
        && CollectionGrowth.Of(creation) is { AtLeast: > 0 and <= int.MaxValue and var count }
        && creation.Type is INamedTypeSymbol type
        && type.InstanceConstructors.Any(constructor => constructor.Parameters is { Length: 1 } parameters && parameters[0].Type.SpecialType == SpecialType.System_Int32)
            ? (int)count
            : null;

    private static string Grouped(int count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');
}
