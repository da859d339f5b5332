using System.Collections.Immutable;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF0002: a buffer whose length somebody outside decides, and nothing limits.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class InputSizedBufferRule : RequestPathRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.InputSizedBuffer,
        "Buffer sized by unbounded input on a request path",
        "'{0}' is as large as '{1}' says, and nothing limits that ({2}); copy in pieces of at most 64 KiB, or check the length against a limit first{3}",
        Rule.BuffersCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A length that comes from a request, a file or another service decides how much memory one request takes. From 85,000 bytes on each such buffer goes to the large object heap.",
        helpLinkUri: Rule.HelpLink(RuleIds.InputSizedBuffer));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Array | Hints.Capacity | Hints.Allocation;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        BufferShape.MayBe(expression, words) && CandidateShape.HasOpenCount(expression);

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (BufferCreations.TryRead(candidate.Operation) is not { } creation
            || creation.Counts.All(count => count.ConstantValue.HasValue)
            || !BufferSize.MayBeUnlimitedInput(creation)
            || RunsOnce.IsKept(candidate.Operation))
        {
            return;
        }

        var options = candidate.Options;
        if (paths.Find(candidate.Operation, candidate.ContainingSymbol, options) is not { } path)
        {
            return;
        }

        // A lower bound over the threshold is AF0001's to report; two warnings on one line help nobody.
        var size = BufferSize.InBytes(creation, path);
        if (!size.IsUnlimitedInput || size.Min >= options.LohThreshold || RequestLimit.Of(candidate.Operation, candidate.ContainingSymbol, path) is not null)
        {
            return;
        }

        candidate.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            candidate.Operation.Syntax.GetLocation(),
            SourceText.Of(candidate.Operation),
            size.Input,
            path.Description,
            RentalObstacle.Of(creation)));
    }
}
