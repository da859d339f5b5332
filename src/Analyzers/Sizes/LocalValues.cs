using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// The values a local variable can hold: its initializer and every plain assignment in the member. One write of any other
/// kind (compound, increment, <c>ref</c>/<c>out</c>, deconstruction, pattern) and nothing is claimed.
/// </summary>
internal static class LocalValues
{
    public static ImmutableArray<IOperation> Of(ILocalSymbol local, IOperation within)
    {
        if (local.IsRef || local.IsForEach)
        {
            return ImmutableArray<IOperation>.Empty;
        }

        var values = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var operation in BodyIndex.Of(within).MentionsOf(local))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator:
                    if (declarator.GetVariableInitializer() is { } initializer)
                    {
                        values.Add(initializer.Value);
                    }

                    break;
                case ILocalReferenceOperation reference:
                    if (reference.IsDeclaration && reference.Parent is not IVariableDeclaratorOperation)
                    {
                        return ImmutableArray<IOperation>.Empty;
                    }

                    if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
                    {
                        values.Add(assignment.Value);
                    }
                    else if (IsOtherWrite(reference))
                    {
                        return ImmutableArray<IOperation>.Empty;
                    }

                    break;
                case IDeclarationPatternOperation:
                    return ImmutableArray<IOperation>.Empty;
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The one value the local ever has, or null.</summary>
    public static IOperation? SingleOf(ILocalSymbol local, IOperation within) => Of(local, within) is { Length: 1 } values ? values[0] : null;

    public static bool IsWritten(IParameterSymbol parameter, IOperation within) =>
        BodyIndex.Of(within).MentionsOf(parameter).Any(IsWrite);

    /// <summary>Whether this mention of a variable or member may change it.</summary>
    public static bool IsWrite(IOperation reference) =>
        IsOtherWrite(reference) || (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference);

    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private static bool IsOtherWrite(IOperation reference) => reference.Parent switch
    {
        ICompoundAssignmentOperation compound => compound.Target == reference,
        ICoalesceAssignmentOperation coalesce => coalesce.Target == reference,
        IIncrementOrDecrementOperation => true,
        IAddressOfOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        ITupleOperation { Parent: ITupleOperation } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };
}
