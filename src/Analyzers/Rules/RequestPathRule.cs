using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// What every rule about request paths shares: it runs concurrently, skips generated code, and registers nothing in a
/// compilation that cannot serve requests. Rules report from operation actions, because only those diagnostics get a
/// squiggle and a light bulb while the file is open.
/// </summary>
internal abstract class RequestPathRule : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var paths = RequestPathModel.For(start.Compilation);
            if (paths.IsRelevant(start.Options))
            {
                Register(start, paths);
            }
        });
    }

    protected abstract void Register(CompilationStartAnalysisContext start, RequestPathModel paths);
}
