using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Corpus.Running;

/// <summary>
/// A rule that looks at nothing. The compiler does some work as soon as there is any analyzer, and every project of the SDK has some already; what
/// a compile takes with this one alone is what ours are measured against.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1041", Justification = "It runs in this program only, never in a compiler.")]
[SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1012", Justification = "An action that does nothing is what it is for.")]
internal sealed class IdleRule : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor =
        new("XX0000", "Idle", "Idle", "Measuring", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(_ => { });
    }
}
