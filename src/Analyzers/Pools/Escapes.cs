using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>Whether, at the end of a path, somebody outside still has a buffer that the path gave back to the pool.</summary>
internal static class Escapes
{
    public static void Check(PathState state, BodyModel body, PathFindings findings)
    {
        if (state.ResultSyntax is { } result)
        {
            Report(state.Result, result, state, body, findings, "is returned to the caller");
        }

        foreach (var variable in body.Variables)
        {
            var value = state[variable.Value];
            switch (variable.Key)
            {
                case IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref } parameter:
                    Report(value, null, state, body, findings, $"goes to the caller in '{parameter.Name}'");
                    break;
                case IFieldSymbol field:
                    Report(value, null, state, body, findings, $"stays in '{field.Name}'");
                    break;
            }
        }
    }

    private static void Report(Value value, SyntaxNode? at, PathState state, BodyModel body, PathFindings findings, string how)
    {
        foreach (var rental in Bits.Each(value.Kind == ValueKind.Task ? 0 : value.Rentals))
        {
            // Only what was rented in this body: a field whose buffer a clean-up method returns is at its end anyway.
            if (state.Rental(rental) is { Phase: RentalPhase.Returned, ReturnedAt: { } returned } && body.SiteOf(rental) is { } site)
            {
                findings.Add(FindingKind.EscapesAndReturned, at ?? returned, site, site.Name, returned, how);
            }
        }
    }
}
