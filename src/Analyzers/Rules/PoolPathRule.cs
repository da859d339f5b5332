using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Rules;

/// <summary>What the rules share that follow rentals along the paths of a body.</summary>
internal abstract class PoolPathRule : PoolBodyRule
{
    protected abstract bool WantsExceptions { get; }

    protected abstract Diagnostic? ToDiagnostic(PoolFinding finding, PoolBody body, PoolTypes types);

    protected sealed override void Analyze(PoolBody body, PoolTypes types)
    {
        foreach (var finding in BodyAnalysis.Run(body.Syntax, body.Owner as IMethodSymbol, body.Model, types, WantsExceptions, body.CancellationToken))
        {
            if (ToDiagnostic(finding, body, types) is { } diagnostic)
            {
                body.ReportDiagnostic(diagnostic);
            }
        }
    }
}
