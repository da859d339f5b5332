using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <content>Where values are put.</content>
internal sealed partial class OperationEvaluator
{
    /// <summary>A variable goes out of scope; a rental that only it knew is lost.</summary>
    public void EndOfScope(ILocalSymbol local, BasicBlock source, PathState state)
    {
        if (_body.VariableOfKey(local) is >= 0 and var variable)
        {
            Put(variable, Value.Unknown, source.BranchValue?.Syntax ?? source.Operations.LastOrDefault()?.Syntax, state);
        }
    }

    /// <summary>Nothing reads a captured value any more. A rental that only it knows stays with it, and is lost where the path ends.</summary>
    public void EndOfCapture(CaptureId capture, PathState state)
    {
        if (_body.VariableOfKey(capture) is not (>= 0 and var variable))
        {
            return;
        }

        var value = state[variable];
        state[variable] = Value.Unknown;
        if (Bits.Each(value.Rentals & ~state.Referenced()).Any(rental => state.Rental(rental).IsOpen))
        {
            state[variable] = value;
        }
    }

    private Value Assignment(ISimpleAssignmentOperation assignment, PathState state)
    {
        EvalTarget(assignment.Target, state);
        var value = Eval(assignment.Value, state);
        if (assignment.IsRef)
        {
            HandOn(value, state);
            value = Value.Unknown;
        }

        Assign(assignment.Target, value, assignment, state);
        return value;
    }

    /// <summary>Runs what stands around an assigned place, such as the array of an assigned element, without reading the place.</summary>
    private void EvalTarget(IOperation target, PathState state)
    {
        switch (target)
        {
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                Eval(target, state);
                break;
            case IPropertyReferenceOperation property:
                Use(Eval(property.Instance, state), property.Instance ?? property, state);
                foreach (var argument in property.Arguments)
                {
                    Eval(argument.Value, state);
                }

                break;
            case IFieldReferenceOperation { Instance: { } instance }:
                Eval(instance, state);
                break;
        }
    }

    private void Assign(IOperation target, Value value, IOperation assignment, PathState state)
    {
        var place = _body.Target(target);
        _body.Conditions.Forget(place, state);
        switch (place)
        {
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, assignment, state);
                return;
            case IDiscardOperation:
                return;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                if (_body.VariableOf(place) is >= 0 and var variable)
                {
                    Put(variable, value, assignment.Syntax, state);
                    if (place is IParameterReferenceOperation { Parameter.RefKind: not RefKind.None })
                    {
                        HandOn(value, state);
                    }
                }
                else
                {
                    HandOn(value, state);
                }

                return;
            case IFieldReferenceOperation when _body.VariableOf(place) is >= 0 and var field:
                state[field] = value.Kind is ValueKind.True or ValueKind.False or ValueKind.Constant ? Value.Unknown : value;
                HandOn(value, state);
                return;
        }

        HandOn(value, state);
        var holder = place switch
        {
            IPropertyReferenceOperation { Instance: { } instance } => instance,
            IFieldReferenceOperation { Instance: { } instance } => instance,
            _ => null,
        };
        if (holder is not null && value.Rentals != 0 && value.Kind != ValueKind.Task && _body.VariableOf(holder) is >= 0 and var owner && !state[owner].IsRental)
        {
            state[owner] = Value.Holder(state[owner].Rentals | value.Rentals);
        }
    }

    private Value Deconstruction(IDeconstructionAssignmentOperation deconstruction, PathState state)
    {
        var source = Conversions.Strip(deconstruction.Value);
        var target = deconstruction.Target is IDeclarationExpressionOperation declared ? declared.Expression : deconstruction.Target;
        if (source is ITupleOperation values && target is ITupleOperation places && values.Elements.Length == places.Elements.Length)
        {
            // All of the right side first: (a, b) = (b, a). Of that what rents: it may turn the value of another element into an earlier rental of its place.
            var read = new Value[values.Elements.Length];
            foreach (var index in Enumerable.Range(0, read.Length).OrderBy(index => values.Elements[index].DescendantsAndSelf().Any(part => _body.SiteAt(part.Syntax) is not null) ? 0 : 1))
            {
                read[index] = Eval(values.Elements[index], state);
            }

            var kept = read.Aggregate(0UL, (all, value) => all | value.Rentals);
            for (var index = 0; index < read.Length; index++)
            {
                AssignKeeping(places.Elements[index], read[index], kept, deconstruction, state);
            }

            return Value.Unknown;
        }

        HandOn(Eval(deconstruction.Value, state), state);
        AssignUnknown(target, deconstruction, state);
        return Value.Unknown;
    }

    private void AssignKeeping(IOperation place, Value value, ulong kept, IOperation assignment, PathState state)
    {
        var inFlight = state.Result;
        state.Result = Value.Holder(kept | inFlight.Rentals);
        Assign(place, value, assignment, state);
        state.Result = inFlight;
    }

    private void AssignUnknown(IOperation target, IOperation assignment, PathState state)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    AssignUnknown(element, assignment, state);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                AssignUnknown(declaration.Expression, assignment, state);
                break;
            default:
                Assign(target, Value.Unknown, assignment, state);
                break;
        }
    }

    private void Put(int variable, Value value, SyntaxNode? at, PathState state)
    {
        var before = state[variable];
        state[variable] = value;
        if (before.Rentals == 0 || before.Kind == ValueKind.Task)
        {
            return;
        }

        foreach (var rental in Bits.Each(before.Rentals & ~state.Referenced()))
        {
            if (state.Rental(rental).IsOpen && _body.SiteOf(rental) is { } site)
            {
                _findings.Lose(site, state.Rental(rental), at);
                state.Rental(rental).Phase = RentalPhase.NotRented;
            }
        }
    }

    /// <summary>From here on something else may return these rentals, or wait for these operations.</summary>
    private void HandOn(Value value, PathState state)
    {
        foreach (var rental in Bits.Each(value.Rentals))
        {
            ref var found = ref state.Rental(rental);
            if (value.Kind == ValueKind.Task)
            {
                found.Pending &= ~value.Operations;
            }
            else if (value.Form != RentalForm.Stream)
            {
                found.IsHandedOn = true;
                _findings.Returned(_body.SiteOf(rental));
            }
        }
    }
}
