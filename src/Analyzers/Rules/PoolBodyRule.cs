using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// What every rule about pools shares. It is asked body by body, and a body is bound only when its text mentions renting or returning;
/// without pools in the compilation nothing is registered. Diagnostics of code blocks get a squiggle and a light bulb in an open file.
/// </summary>
internal abstract class PoolBodyRule : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var types = new PoolTypes(start.Compilation);
            if (types.AreKnown)
            {
                start.RegisterCodeBlockAction(block =>
                {
                    if (PoolText.IsIn(block.CodeBlock))
                    {
                        Analyze(block, types);
                    }
                });
            }
        });
    }

    protected abstract void Analyze(CodeBlockAnalysisContext context, PoolTypes types);
}
