using System.Collections.Immutable;
using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// AF1009: a rental that an exception loses. A rule of its own, since it has to be asked for, and its walk of all exceptions costs nothing
/// as long as nobody does.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ExceptionPathRule : PoolPathRule
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(PoolDescriptors.NotReturnedOnException);

    protected override bool WantsExceptions => true;

    protected override Diagnostic? ToDiagnostic(PoolFinding finding, PoolBody body, PoolTypes types) =>
        finding.Kind == FindingKind.LostByException
            ? Diagnostic.Create(
                PoolDescriptors.NotReturnedOnException,
                finding.Node.GetLocation(),
                finding.Others.Select(other => other.GetLocation()),
                finding.Name,
                finding.Others.Length == 0 ? "" : " at " + PoolMessages.Lines(finding.Others))
            : null;
}
