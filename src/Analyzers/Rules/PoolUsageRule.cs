using System.Collections.Immutable;
using AppFrag.Analyzers.Pools;
using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF1001 to AF1006: what the paths of a body do to its rentals. One walk finds all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PoolUsageRule : PoolPathRule
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(
        PoolDescriptors.NotReturned,
        PoolDescriptors.ReturnedTwice,
        PoolDescriptors.UsedAfterReturn,
        PoolDescriptors.LengthTakenAsExact,
        PoolDescriptors.EscapesAndReturned,
        PoolDescriptors.ReturnedToOtherPool);

    protected override bool WantsExceptions => false;

    protected override Diagnostic? ToDiagnostic(PoolFinding finding, PoolBody body, PoolTypes types)
    {
        switch (finding.Kind)
        {
            case FindingKind.NeverReturned or FindingKind.LostOnAPath when TestCode.Contains(body.Owner.ContainingType):
                // A test run ends; what it doesn't return is collected with it.
                return null;
            case FindingKind.NeverReturned:
                return Create(PoolDescriptors.NotReturned, finding, finding.Name, "never returned", "return it to the pool when the last use is over" + ReturnObstacle(finding, body, types));
            case FindingKind.LostOnAPath:
                return Create(PoolDescriptors.NotReturned, finding, finding.Name, "not returned where control leaves at " + PoolMessages.Lines(finding.Others), "return it to the pool on that path, too" + ReturnObstacle(finding, body, types));
            case FindingKind.ReturnedTwice:
                return Create(PoolDescriptors.ReturnedTwice, finding, finding.Name, PoolMessages.Line(finding));
            case FindingKind.UsedAfterReturn:
                return Create(PoolDescriptors.UsedAfterReturn, finding, finding.Name, "was returned to the pool at", PoolMessages.Line(finding), "whoever rents it next works on the same array, so use it before it is returned");
            case FindingKind.PendingAtReturn:
                return Create(PoolDescriptors.UsedAfterReturn, finding, finding.Name, "may still be in use by this operation when it is returned to the pool at", PoolMessages.Line(finding), "await the operation before the return");
            case FindingKind.TakenWhole or FindingKind.LengthTakenAsExact:
                return Create(PoolDescriptors.LengthTakenAsExact, finding, finding.Detail!, finding.Name, Because(RequestedLength.ObstacleOf(finding.Site!.Rent.Syntax, body.Model)));
            case FindingKind.EscapesAndReturned:
                return Create(PoolDescriptors.EscapesAndReturned, finding, finding.Name, finding.Detail!, PoolMessages.Line(finding));
            case FindingKind.ReturnedToOtherPool:
                return Create(PoolDescriptors.ReturnedToOtherPool, finding, finding.Name, $"was rented from '{finding.Site!.Pool.Text}' and is returned to '{finding.Detail}'", "return it to the pool it came from");
            case FindingKind.NotRented:
                return Create(PoolDescriptors.ReturnedToOtherPool, finding, finding.Name, $"was created, not rented from '{finding.Detail}'", "return only what was rented there");
            default:
                return null;
        }
    }

    private static string ReturnObstacle(PoolFinding finding, PoolBody body, PoolTypes types)
    {
        MissingReturns.Plan(finding.Node, body.Model, types, out var obstacle);
        return Because(obstacle);
    }

    private static string Because(string? obstacle) => obstacle is null ? "" : "; no fix is offered because " + obstacle;

    private static Diagnostic Create(DiagnosticDescriptor descriptor, PoolFinding finding, params object[] arguments) =>
        Diagnostic.Create(descriptor, finding.Node.GetLocation(), finding.Others.Select(other => other.GetLocation()), arguments);
}
