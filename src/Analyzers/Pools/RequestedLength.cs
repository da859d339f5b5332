using AppFrag.Analyzers.Rentals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>The length that a rental was asked for, as it can be written again elsewhere in the same body.</summary>
internal static class RequestedLength
{
    public static ExpressionSyntax? Of(SyntaxNode rent, SemanticModel model) =>
        model.GetOperation(rent) is IInvocationOperation { Arguments: { Length: 1 } arguments }
        && RentalCount.TryRead(arguments[0].Value) is { IsRepeatable: true, Expression: { } expression }
            ? expression.WithoutTrivia()
            : null;

    /// <summary>Why it cannot be named again, for the message.</summary>
    public static string? ObstacleOf(SyntaxNode rent, SemanticModel model) =>
        Of(rent, model) is null ? "the length that was asked for has no name that stays the same" : null;
}
