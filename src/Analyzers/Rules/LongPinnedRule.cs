using System.Collections.Immutable;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Pinning;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF0008: an array on the ordinary heap that a handle keeps from moving for a long time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LongPinnedRule : DiagnosticAnalyzer
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

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            // The pinned object heap came with .NET 5; without it there is nothing to advise.
            if (start.Compilation.GetTypeByMetadataName("System.GC")?.GetMembers("AllocateArray").IsEmpty == false)
            {
                var paths = RequestPathModel.For(start.Compilation);
                start.RegisterOperationAction(operation => Analyze(operation, paths), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, RequestPathModel paths)
    {
        var handle = (IInvocationOperation)context.Operation;
        if (!PinnedArray.IsPinningHandle(handle)
            || !PinnedArray.IsLongLived(handle)
            || PinnedArray.CreationOf(handle.Arguments[0].Value) is not { Type: IArrayTypeSymbol array } creation
            || paths.IsLeftOut(context.ContainingSymbol, AppFragOptions.For(context.Options, handle.Syntax.SyntaxTree)))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            handle.Syntax.GetLocation(),
            new[] { creation.Syntax.GetLocation() },
            SourceText.Of(handle),
            SourceText.Of(creation),
            array.ElementType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
    }
}
