using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Profiles;

/// <summary>The expressions of a member that may have allocated, bound when asked.</summary>
internal sealed class AllocationPlaces
{
    private readonly List<AllocationPlace> _places;

    public AllocationPlaces(IEnumerable<SyntaxNode> bodies, SemanticModel model, CancellationToken cancellationToken)
    {
        _places = bodies
            .SelectMany(body => body.DescendantNodes())
            .OfType<ExpressionSyntax>()
            .Where(MayAllocate)
            .Select(expression => new AllocationPlace(expression, model, cancellationToken))
            .ToList();
    }

    /// <param name="line">1-based.</param>
    public IEnumerable<AllocationPlace> OnLine(int line) => _places.Where(place => place.FirstLine <= line && line <= place.LastLine).OrderBy(place => place.FirstLine == line ? 0 : 1);

    /// <summary>Nearest first; in the order of the text when no line is known.</summary>
    public IEnumerable<AllocationPlace> Near(int line) => line > 0 ? _places.OrderBy(place => Math.Abs(place.FirstLine - line)) : _places;

    private static bool MayAllocate(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax => true,
        InvocationExpressionSyntax or InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.AddExpression) && binary.Parent?.IsKind(SyntaxKind.AddExpression) != true,
        AssignmentExpressionSyntax assignment => assignment.IsKind(SyntaxKind.AddAssignmentExpression),
        ElementAccessExpressionSyntax element => element.ArgumentList.Arguments.Any(argument => argument.Expression is RangeExpressionSyntax),
        _ => false,
    };
}
