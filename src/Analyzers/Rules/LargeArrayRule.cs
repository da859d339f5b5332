using System.Collections.Immutable;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
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

    protected override void Register(CompilationStartAnalysisContext start, RequestPathModel paths) =>
        start.RegisterOperationAction(context => Analyze(context, paths), BufferCreations.Kinds);

    private static void Analyze(OperationAnalysisContext context, RequestPathModel paths)
    {
        if (BufferCreations.TryRead(context.Operation) is not { } creation)
        {
            return;
        }

        var options = AppFragOptions.For(context.Options, context.Operation.Syntax.SyntaxTree);
        var size = BufferSize.InBytes(creation, path: null);
        if (size.Min < options.LohThreshold
            || RunsOnce.IsKept(context.Operation)
            || paths.Find(context.Operation, context.ContainingSymbol, options) is not { } path)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            context.Operation.Syntax.GetLocation(),
            SourceText.Of(context.Operation),
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
