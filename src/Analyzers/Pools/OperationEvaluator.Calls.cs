using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <content>Calls: renting, returning, and what others do with a buffer.</content>
internal sealed partial class OperationEvaluator
{
    private Value Invocation(IInvocationOperation call, PathState state)
    {
        if (_types.IsRent(call.TargetMethod) && _body.SiteAt(call.Syntax) is { } site)
        {
            Eval(call.Instance, state);
            All(call.Arguments.Select(argument => argument.Value), state);
            return Rent(site, state);
        }

        if (_types.IsReturn(call.TargetMethod))
        {
            Eval(call.Instance, state);
            var values = call.Arguments.Select(argument => Eval(argument.Value, state)).ToList();
            Return(call, call.Arguments[0].Value, values[0], state);
            return Value.Unknown;
        }

        var instance = Eval(call.Instance, state);
        if (call.TargetMethod.Name == "Dispose" && call.Arguments.IsEmpty && instance is { IsRental: true, Form: RentalForm.Itself })
        {
            DisposeOwner(call, instance, state);
            return Value.Unknown;
        }

        if (instance.Kind == ValueKind.Task)
        {
            return TaskCall(call, instance, state);
        }

        return Call(call, call.TargetMethod, call.Instance, instance, call.Arguments, state);
    }

    private static Value Rent(RentalSite site, PathState state)
    {
        // What the place rented before is from now on an earlier rental of it.
        state.Redirect(site.Earlier, null);
        state.Redirect(site.Latest, site.Earlier);
        state.Rental(site.Earlier) = state.Rental(site.Latest);
        state.Rental(site.Latest) = new RentalState { Phase = RentalPhase.Rented };
        return Value.Of(site.Latest);
    }

    private void Return(IInvocationOperation call, IOperation argument, Value value, PathState state)
    {
        if (value.Kind == ValueKind.Created)
        {
            _findings.Add(FindingKind.NotRented, call.Syntax, null, Sizes.SourceText.Of(argument), detail: _body.PoolOf(call).Text);
            return;
        }

        if (!value.IsRental || value.Form != RentalForm.Itself)
        {
            if (value.Kind != ValueKind.Null)
            {
                ReturnForeign(call, argument, state);
            }

            return;
        }

        ref var rental = ref state.Rental(value.Rental);
        var site = _body.SiteOf(value.Rental);
        _findings.Returned(site);
        if (rental.Phase == RentalPhase.Returned)
        {
            _findings.Add(FindingKind.ReturnedTwice, call.Syntax, site, NameOf(value, argument), rental.ReturnedAt);
        }
        else
        {
            ReportPending(rental, site, NameOf(value, argument), call);
        }

        if (site is not null && site.IsArray && _body.PoolOf(call) is var pool && pool.IsSurelyNot(site.Pool))
        {
            _findings.Add(FindingKind.ReturnedToOtherPool, call.Syntax, site, site.Name, site.Rent.Syntax, pool.Text);
        }

        rental.Phase = RentalPhase.Returned;
        rental.ReturnedAt = call.Syntax;
    }

    private void ReportPending(in RentalState rental, RentalSite? site, string name, IOperation call)
    {
        foreach (var operation in Bits.Each(rental.Pending))
        {
            _findings.Add(FindingKind.PendingAtReturn, _body.Started(operation), site, name, call.Syntax);
        }
    }

    /// <summary>A buffer that this body did not rent, or that cannot be told: from here on its variable holds a returned one.</summary>
    private void ReturnForeign(IInvocationOperation call, IOperation argument, PathState state)
    {
        foreach (var site in _body.Sites.Where(site => SymbolEqualityComparer.Default.Equals(site.Type, argument.Type)))
        {
            state.Rental(site.Latest).IsHandedOn = true;
            state.Rental(site.Earlier).IsHandedOn = true;
            _findings.Returned(site);
        }

        var place = _body.Target(Conversions.Strip(argument));
        if (_body.VariableOf(place) is >= 0 and var variable && state[variable].Kind == ValueKind.Unknown && place is not IFlowCaptureReferenceOperation)
        {
            var number = _body.ForeignAt(call.Syntax);
            state.Redirect(number, null);
            state.Rental(number) = new RentalState { Phase = RentalPhase.Returned, ReturnedAt = call.Syntax };
            state[variable] = Value.Of(number);
        }
    }

    private void DisposeOwner(IInvocationOperation call, Value owner, PathState state)
    {
        ref var rental = ref state.Rental(owner.Rental);
        if (_body.SiteOf(owner.Rental) is not { IsArray: false } site)
        {
            return;
        }

        _findings.Returned(site);
        ReportPending(rental, site, site.Name, call);

        // To dispose twice is allowed.
        rental.Phase = RentalPhase.Returned;
        rental.ReturnedAt = call.Syntax;
    }

    private Value Creation(IObjectCreationOperation creation, PathState state)
    {
        var values = creation.Arguments.Select(argument => Eval(argument.Value, state)).ToList();
        var first = values.FirstOrDefault();
        if (creation.Constructor is { } constructor && first.IsRental && creation.Arguments[0].Parameter?.Ordinal == 0)
        {
            var buffer = creation.Arguments[0].Value;
            if (Views.IsViewType(creation.Type))
            {
                Use(first, buffer, state);
                return first.View(creation.Arguments.Length >= 3 && !IsLengthOf(creation.Arguments[2].Value, first, state));
            }

            if (creation.Type is { Name: "MemoryStream" or "UnmanagedMemoryStream" } && Views.IsInSystem(creation.Type))
            {
                Use(first, buffer, state);
                CheckExact(creation, constructor, creation.Arguments, values, state);
                Throw(creation, state);
                var isVisible = creation.Arguments.Any(argument => argument.Parameter?.Name == "publiclyVisible" && argument.Value.ConstantValue is not { HasValue: true, Value: false });
                if (isVisible)
                {
                    return Value.Holder(first.Rentals);
                }

                return first.Stream();
            }
        }

        if (creation.Constructor is null)
        {
            return Value.Unknown;
        }

        CallWith(creation, creation.Constructor, creation.Arguments, values, state);
        Throw(creation, state);
        var held = values.Aggregate(0UL, (all, value) => all | (value.Kind == ValueKind.Task ? 0 : value.Rentals));
        return creation.Type is { IsRefLikeType: false, SpecialType: not SpecialType.System_String } && !Views.IsInSystem(creation.Type) ? Value.Unknown : Keeps(creation.Type) ? Value.Holder(held) : Value.Unknown;
    }

    /// <summary>Types of the framework that keep the array they are made of. What a constructor of somebody else's does is not known here.</summary>
    private static bool Keeps(ITypeSymbol? type) => type?.Name is "ByteArrayContent" or "ReadOnlyMemoryContent" or "KeyValuePair" or "Tuple" or "Func" or "Action" or "Lazy";

    private Value Call(IOperation call, IMethodSymbol method, IOperation? receiver, Value instance, IReadOnlyList<IArgumentOperation> arguments, PathState state)
    {
        if (receiver is not null && method.Name is not ("Dispose" or "DisposeAsync" or "Close"))
        {
            Use(instance, receiver, state);
        }

        var values = new Value[arguments.Count];
        for (var index = 0; index < arguments.Count; index++)
        {
            values[index] = Eval(arguments[index].Value, state);
        }

        if (NeverReturns(method))
        {
            _mayThrow(state);
            IsDead = true;
            return Value.Unknown;
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            Use(Captured(_body.Nested.CapturedBy(method), state), call, state);
        }

        Throw(call, state);
        if (Views.IsWhole(instance) && ExactLength.TakesWholeReceiver(method) && !(method.Name is "CopyTo" or "TryCopyTo" && values.Any(value => value.IsRental)))
        {
            Exact(call, instance, receiver!);
        }

        CallWith(call, method, arguments, values, state);
        if (TryView(method, instance, arguments, values, state) is { } view)
        {
            return view;
        }

        return Started(call, method, instance, values, arguments, state);
    }

    /// <summary>What a call does to its arguments.</summary>
    private void CallWith(IOperation call, IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, IReadOnlyList<Value> values, PathState state)
    {
        CheckExact(call, method, arguments, values, state);
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            var value = values[index];
            if (value.Rentals != 0)
            {
                Use(value, argument.Value, state);
                if (Ownership.MayBeTaken(method, argument, value, call, _types.Callees))
                {
                    HandOn(value, state);
                }
            }

            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            {
                HandOn(value, state);
                var isResize = method is { Name: "Resize", ContainingType.SpecialType: SpecialType.System_Array };
                Assign(argument.Value, isResize ? Value.Created : Value.Unknown, call, state);
            }
        }

        if (!Views.IsInSystem(method) && method.MethodKind != MethodKind.Constructor)
        {
            ForgetFields(state);
        }
    }

    /// <summary>Code of ours that is called may assign the fields.</summary>
    private void ForgetFields(PathState state)
    {
        foreach (var variable in _body.Variables)
        {
            if (variable.Key is IFieldSymbol)
            {
                state[variable.Value] = Value.Unknown;
            }
        }
    }

    private bool NeverReturns(IMethodSymbol method)
    {
        if (!_neverReturns.TryGetValue(method, out var never))
        {
            _neverReturns.Add(method, never = OnlyThrows(method));
        }

        return never;
    }

    private static bool OnlyThrows(IMethodSymbol method) =>
        (method.ReturnsVoid && method.Name.StartsWith("Throw", StringComparison.Ordinal) && !method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && method.IsStatic)
        || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute");

    /// <summary>Reports a use of what was returned.</summary>
    private void Use(Value value, IOperation expression, PathState state)
    {
        if (value.Kind is not (ValueKind.Rental or ValueKind.Holder))
        {
            return;
        }

        foreach (var number in Bits.Each(value.Rentals))
        {
            ref var rental = ref state.Rental(number);
            if (rental.Phase == RentalPhase.Returned)
            {
                _findings.Add(FindingKind.UsedAfterReturn, expression.Syntax, _body.SiteOf(number), _body.SiteOf(number)?.Name ?? Sizes.SourceText.Of(expression), rental.ReturnedAt);
            }
        }
    }
}
