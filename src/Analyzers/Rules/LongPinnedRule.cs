using System.Collections.Immutable;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Pinning;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF0008: an array on the ordinary heap that a handle keeps from moving for a long time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LongPinnedRule : CandidateRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.LongPinned,
        "Array pinned for a long time on the ordinary heap",
        "The handle that '{0}' makes is kept, so '{1}' stays where it is and the garbage collector compacts around it; create it on the pinned object heap with 'GC.AllocateArray<{2}>(…, pinned: true)'",
        Rule.BuffersCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A pinned object holds its place in an ordinary generation through every collection, and free memory between pinned objects cannot be joined. The pinned object heap (.NET 5) keeps them apart from everything that moves.",
        helpLinkUri: Rule.HelpLink(RuleIds.LongPinned));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Pin;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 };

    /// <summary>The pinned object heap came with .NET 5; without it there is nothing to advise.</summary>
    protected override bool MayMatter(
        ExpressionSyntax expression, ISymbol containingSymbol, SemanticModelAnalysisContext context, RequestPathModel paths, AppFragOptions options) =>
        !paths.IsLeftOut(containingSymbol, options)
        && context.SemanticModel.Compilation.GetTypeByMetadataName("System.GC")?.GetMembers("AllocateArray").IsEmpty == false;

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (candidate.Operation is not IInvocationOperation handle
            || !PinnedArray.IsPinningHandle(handle)
            || !PinnedArray.IsLongLived(handle)
            || PinnedArray.CreationOf(handle.Arguments[0].Value) is not { Type: IArrayTypeSymbol array } creation)
        {
            return;
        }

        candidate.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            handle.Syntax.GetLocation(),
            new[] { creation.Syntax.GetLocation() },
            SourceText.Of(handle),
            SourceText.Of(creation),
            array.ElementType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
    }
}
