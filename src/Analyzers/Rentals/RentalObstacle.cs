using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>Says what keeps a buffer from being rented by a fix.</summary>
internal static class RentalObstacle
{
    /// <summary>The end of a rule's message: empty when a fix is offered, and where there could be none.</summary>
    public static string Of(BufferCreation creation) =>
        creation.Kind == BufferKind.Array && RentalPlanner.Plan(creation.Operation).Obstacle is { } obstacle ? "; no fix is offered because " + obstacle : "";

    /// <summary>Why this use of the buffer needs a person's judgement.</summary>
    public static string Of(ILocalReferenceOperation mention)
    {
        var name = "'" + mention.Local.Name + "'";
        var parent = mention.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IReturnOperation => name + " is returned",
            ISimpleAssignmentOperation assignment when assignment.Target == mention => name + " is assigned again",
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } => $"{name} is stored in '{member.Member.Name}'",
            IForEachLoopOperation => name + " is enumerated to its end",
            IBinaryOperation or IIsPatternOperation => name + " is compared",
            IArrayElementReferenceOperation element => $"'{SourceText.Of(element)}' depends on its exact length",
            IArgumentOperation { Parent: IInvocationOperation call } => $"{name} is passed to '{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}', which may keep it or depend on its exact length",
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } => $"{name} is passed to 'new {type.Name}', which may keep it or depend on its exact length",
            IPropertyReferenceOperation property => $"'{SourceText.Of(property)}' depends on its exact length",
            _ => $"{name} is used in a way that is not known to be safe",
        };
    }
}
