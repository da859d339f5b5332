using System.Collections.Immutable;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Loops;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// AF0003: a buffer that each iteration of a loop makes anew although one would do. A loop is repetition enough, so it is
/// the one rule about sizes that also looks beyond request paths.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IterationBufferRule : CandidateRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.IterationBuffer,
        "Buffer created anew in each iteration",
        "'{0}' makes a new buffer of {1} in each iteration{2}; {3}{4}",
        Rule.BuffersCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "One buffer made before the loop, or a rented one, does the work of all of them. From 85,000 bytes on each one goes to the large object heap, which only a gen2 collection frees. Reported as a suggestion where the size, or what becomes of the buffer, is less certain.",
        helpLinkUri: Rule.HelpLink(RuleIds.IterationBuffer));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Array | Hints.Allocation;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        expression is not BaseObjectCreationExpressionSyntax
        && expression is not ArrayCreationExpressionSyntax { Initializer: not null } and not ImplicitArrayCreationExpressionSyntax
        && CandidateShape.IsInLoop(expression)
        && BufferShape.MayBe(expression, words)
        && CandidateShape.MayBeLarge(expression, options.LohThreshold);

    protected override bool MayMatter(
        ExpressionSyntax expression, ISymbol containingSymbol, SemanticModelAnalysisContext context, RequestPathModel paths, AppFragOptions options) =>
        !paths.IsLeftOut(containingSymbol, options);

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (BufferCreations.TryRead(candidate.Operation) is not { Kind: BufferKind.Array } creation
            || IterationBuffer.TryFind(creation) is not { } loop)
        {
            return;
        }

        var options = candidate.Options;
        var size = BufferSize.InBytes(creation, path: null);
        var usual = BufferSize.Usual(creation);
        var isLarge = size.Min >= options.LohThreshold;
        var fate = BufferFates.Of(candidate.Operation);
        if (usual.Max < options.LohThreshold
            || fate == BufferFate.Leaves
            || (!isLarge && !IterationBuffer.IsScratch(creation, loop))
            || RunsOnce.IsKept(candidate.Operation))
        {
            return;
        }

        // AF0001 and AF0002 have said it already.
        var path = paths.Find(candidate.Operation, candidate.ContainingSymbol, options);
        if (path is null ? RunsOnce.IsStartUp(candidate.ContainingSymbol, loop) : isLarge || BufferSize.InBytes(creation, path).IsUnlimitedInput)
        {
            return;
        }

        var isCertain = fate == BufferFate.Stays && (isLarge || (path is not null && usual.Min >= options.LohThreshold));
        candidate.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            candidate.Operation.Syntax.GetLocation(),
            isCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            additionalLocations: null,
            properties: null,
            SourceText.Of(candidate.Operation),
            IterationBuffer.SizeText(creation, size, usual),
            path is null ? "" : " (" + path.Description + ")",
            fate == BufferFate.Stays ? "create it once before the loop, or rent it" : "rent it, and return it when its last user is done",
            RentalObstacle.Of(creation)));
    }
}
