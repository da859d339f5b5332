using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>What the rules share that follow rentals along the paths of a body.</summary>
internal abstract class PoolPathRule : PoolBodyRule
{
    protected abstract bool WantsExceptions { get; }

    protected abstract Diagnostic? ToDiagnostic(PoolFinding finding, CodeBlockAnalysisContext context, PoolTypes types);

    protected sealed override void Analyze(CodeBlockAnalysisContext context, PoolTypes types)
    {
        foreach (var finding in BodyAnalysis.Run(context.CodeBlock, context.OwningSymbol as IMethodSymbol, context.SemanticModel, types, WantsExceptions, context.CancellationToken))
        {
            if (ToDiagnostic(finding, context, types) is { } diagnostic)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
