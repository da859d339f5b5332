using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Pools;

/// <summary>Names the length that was asked for where the whole rental was taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequestedLengthFixProvider))]
[Shared]
internal sealed class RequestedLengthFixProvider : PoolFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RentalLengthTakenAsExact);

    protected override string Title => "Take only the length that was asked for";

    protected override string EquivalenceKey => "AppFrag.RequestedLength";

    protected override IEnumerable<SyntaxNode> Candidates(SyntaxNode root, SyntaxNode node, SemanticModel model, Document document, CancellationToken cancellationToken)
    {
        var finding = BodySyntax.FindingsOf(node, model, cancellationToken)
            .FirstOrDefault(found => found.Kind is FindingKind.TakenWhole or FindingKind.LengthTakenAsExact && found.Node.Span == node.Span);
        if (finding?.Site is not { } site || RequestedLength.Of(site.Rent.Syntax, model) is not { } length || !IsVisible(length, node, model))
        {
            return Enumerable.Empty<SyntaxNode>();
        }

        var original = root.FindNode(finding.Node.Span, getInnermostNodeForTie: true);
        if (finding.Kind == FindingKind.LengthTakenAsExact)
        {
            return new[] { root.ReplaceNode(original, length.WithTriviaFrom(original)) };
        }

        var buffer = (ExpressionSyntax)finding.Others[0];
        return Rewrites(root, original, buffer, length, model).Where(changed => changed is not null)!;
    }

    private static IEnumerable<SyntaxNode> Rewrites(SyntaxNode root, SyntaxNode use, ExpressionSyntax buffer, ExpressionSyntax length, SemanticModel model)
    {
        // buffer[^k]
        if (use is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } indices } && indices[0].Expression is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } fromEnd)
        {
            yield return root.ReplaceNode(fromEnd, Parse($"{length} - {fromEnd.Operand}"));
            yield break;
        }

        // buffer.AsSpan(), buffer.AsSpan(0, buffer.Length)
        if (buffer is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "AsMemory" } } slice)
        {
            if (slice.ArgumentList.Arguments.Count == 0)
            {
                yield return root.ReplaceNode(slice.ArgumentList, SyntaxFactory.ParseArgumentList($"(0, {length})").WithTriviaFrom(slice.ArgumentList));
            }
            else if (slice.ArgumentList.Arguments.Count == 2 && slice.ArgumentList.Arguments[1].Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } whole)
            {
                yield return root.ReplaceNode(whole, length);
            }

            yield break;
        }

        if (model.GetTypeInfo(buffer).Type is not IArrayTypeSymbol)
        {
            if (Views.IsViewType(model.GetTypeInfo(buffer).Type))
            {
                yield return root.ReplaceNode(buffer, Parse($"{buffer.WithoutTrivia()}.Slice(0, {length})").WithTriviaFrom(buffer));
            }

            yield break;
        }

        if (buffer.Parent is ArgumentSyntax { Parent: BaseArgumentListSyntax list } argument && WithRange(list, argument, length, model) is { } ranged)
        {
            yield return root.ReplaceNode(list, ranged);
        }

        yield return root.ReplaceNode(buffer, Parse($"{buffer.WithoutTrivia()}.AsSpan(0, {length})").WithTriviaFrom(buffer));
        yield return root.ReplaceNode(buffer, Parse($"{buffer.WithoutTrivia()}.AsMemory(0, {length})").WithTriviaFrom(buffer));
    }

    /// <summary>The same method with an offset and a count behind the buffer, if it has such an overload.</summary>
    private static ArgumentListSyntax? WithRange(BaseArgumentListSyntax list, ArgumentSyntax buffer, ExpressionSyntax length, SemanticModel model)
    {
        var index = list.Arguments.IndexOf(buffer);
        if (list is not ArgumentListSyntax arguments || arguments.Arguments.Any(argument => argument.NameColon is not null)
            || model.GetSymbolInfo(list.Parent!).Symbol is not IMethodSymbol method || method.IsExtensionMethod)
        {
            return null;
        }

        var wanted = method.Parameters.Take(arguments.Arguments.Count).Select(parameter => parameter.Type).ToList();
        var hasTwin = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(twin => IsTwin(twin, wanted, index));
        return hasTwin
            ? arguments.WithArguments(arguments.Arguments.InsertRange(index + 1, SyntaxFactory.ParseArgumentList($"(0, {length})").Arguments.Select(added => added.WithLeadingTrivia(SyntaxFactory.Space))))
            : null;
    }

    private static bool IsTwin(IMethodSymbol twin, List<ITypeSymbol> wanted, int buffer) =>
        twin.Parameters.Length == wanted.Count + 2
        && twin.Parameters[buffer + 1] is { Name: "offset" or "index" or "startIndex", Type.SpecialType: SpecialType.System_Int32 }
        && twin.Parameters[buffer + 2] is { Name: "count" or "length", Type.SpecialType: SpecialType.System_Int32 }
        && twin.Parameters.RemoveAt(buffer + 2).RemoveAt(buffer + 1).Select(parameter => parameter.Type).SequenceEqual(wanted, SymbolEqualityComparer.Default);

    /// <summary>The name means the same where it is written again.</summary>
    private static bool IsVisible(ExpressionSyntax length, SyntaxNode node, SemanticModel model) =>
        length is LiteralExpressionSyntax || model.GetSpeculativeSymbolInfo(node.SpanStart, length, SpeculativeBindingOption.BindAsExpression).Symbol is not null;

    private static ExpressionSyntax Parse(string text) => SyntaxFactory.ParseExpression(text);
}
