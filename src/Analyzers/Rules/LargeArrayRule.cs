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

/// <summary>AF0001: an array that is over the large object heap threshold for certain, made anew for each request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LargeArrayRule : RequestPathRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.LargeArray,
        "Large array created on a request path",
        "'{0}' puts {1} on the large object heap for each request ({2}); {3}{4}",
        Rule.BuffersCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Arrays of 85,000 bytes or more go to the large object heap, which only a gen2 collection frees and which is not compacted by default. Made for each request, they force gen2 collections and leave holes.",
        helpLinkUri: Rule.HelpLink(RuleIds.LargeArray));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Array | Hints.Capacity | Hints.Allocation;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        BufferShape.MayBe(expression, words) && CandidateShape.MayBeLarge(expression, options.LohThreshold);

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (BufferCreations.TryRead(candidate.Operation) is not { } creation)
        {
            return;
        }

        var options = candidate.Options;
        var size = BufferSize.InBytes(creation, path: null);
        if (size.Min < options.LohThreshold
            || RunsOnce.IsKept(candidate.Operation)
            || paths.Find(candidate.Operation, candidate.ContainingSymbol, options) is not { } path)
        {
            return;
        }

        candidate.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            candidate.Operation.Syntax.GetLocation(),
            SourceText.Of(candidate.Operation),
            (size.Min == size.Max ? "" : "at least ") + ByteText.Of(size.Min),
            path.Description,
            Remedy(creation.Kind),
            RentalObstacle.Of(creation)));
    }

    private static string Remedy(BufferKind kind) => kind switch
    {
        BufferKind.Array => "rent it from 'ArrayPool<T>.Shared', or work in pieces of at most 64 KiB",
        BufferKind.Read => "read into a rented buffer in pieces",
        _ => "give it a smaller capacity, or use a pooled stream or writer",
    };
}
