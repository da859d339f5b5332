using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Runs one operation on one path: what it yields, what it does to rentals, and what is wrong with that.</summary>
internal sealed partial class OperationEvaluator
{
    /// <summary>
    /// <c>[a, b]</c>, and what a call with <c>params ReadOnlySpan&lt;T&gt;</c> is given. Newer than the oldest supported compiler, which has
    /// no name for it.
    /// </summary>
    private const OperationKind CollectionExpression = (OperationKind)0x7f;

    private readonly BodyModel _body;
    private readonly PoolTypes _types;
    private readonly PathFindings _findings;
    private readonly Action<PathState> _mayThrow;
    private readonly Dictionary<IMethodSymbol, bool> _neverReturns = new(SymbolEqualityComparer.Default);

    public OperationEvaluator(BodyModel body, PoolTypes types, PathFindings findings, Action<PathState> mayThrow)
    {
        _body = body;
        _types = types;
        _findings = findings;
        _mayThrow = mayThrow;
    }

    /// <summary>The last operation never ends: it called a method that only throws.</summary>
    public bool IsDead { get; private set; }

    public Value Evaluate(IOperation operation, PathState state)
    {
        IsDead = false;
        return Eval(operation, state);
    }

    private Value Eval(IOperation? operation, PathState state)
    {
        switch (operation)
        {
            case null:
                return Value.Unknown;
            case { ConstantValue: { HasValue: true, Value: null } }:
                return Value.Null;
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return Value.Bool(constant);
            case { ConstantValue.HasValue: true }:
                return Constants.TryGetInt64(operation.ConstantValue, out var number) ? Value.Constant(number) : Value.Unknown;
            case IExpressionStatementOperation statement:
                return Eval(statement.Operation, state);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                return Read(operation, state);
            case IFieldReferenceOperation field:
                return Field(field, state);
            case IFlowCaptureOperation capture:
                return Capture(capture, state);
            case ISimpleAssignmentOperation assignment:
                return Assignment(assignment, state);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruction(deconstruction, state);
            case ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                return Change(operation, state);
            case IConversionOperation conversion:
                return Conversion(conversion, state);
            case IInvocationOperation call:
                return Invocation(call, state);
            case IObjectCreationOperation creation:
                return Creation(creation, state);
            case IArrayCreationOperation array:
                return NewArray(array, state);
            case ITupleOperation tuple:
                return Value.Holder(All(tuple.Elements, state));
            case IArrayElementReferenceOperation element:
                return Element(element, state);
            case IImplicitIndexerReferenceOperation indexer:
                return ImplicitIndexer(indexer, state);
            case IPropertyReferenceOperation property:
                return Property(property, state);
            case IAwaitOperation wait:
                return Await(wait, state);
            case IFlowAnonymousFunctionOperation lambda:
                return Captured(_body.Nested.CapturedBy(lambda.Syntax), state);
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                return Captured(_body.Nested.CapturedBy(reference.Method), state);
            case IDelegateCreationOperation creation:
                return Eval(creation.Target, state);
            case IReturnOperation { ReturnedValue: { } yielded }:
                HandOn(Eval(yielded, state), state);
                return Value.Unknown;
            case IInvalidOperation or IDynamicInvocationOperation or IDynamicObjectCreationOperation or IFunctionPointerInvocationOperation:
                // A call that nobody knows may do anything with what it is given.
                foreach (var child in operation.ChildOperations)
                {
                    var given = Eval(child, state);
                    if (Ownership.MayBeTakenByUnbound(operation, child))
                    {
                        HandOn(given, state);
                    }
                }

                return Value.Unknown;
            case { Kind: CollectionExpression } or { Kind: OperationKind.None, Syntax: CollectionExpressionSyntax }:
                return Elements(operation.ChildOperations, state);
            default:
                foreach (var child in operation.ChildOperations)
                {
                    Eval(child, state);
                }

                return Value.Unknown;
        }
    }

    /// <summary>What several things are together: tasks to wait for, or something that keeps the buffers among them.</summary>
    private Value Elements(IEnumerable<IOperation> elements, PathState state)
    {
        var tasks = 0UL;
        var operations = 0UL;
        var held = 0UL;
        foreach (var element in elements)
        {
            var value = Eval(element, state);
            tasks |= value.Kind == ValueKind.Task ? value.Rentals : 0;
            operations |= value.Operations;
            held |= value.Kind == ValueKind.Task ? 0 : value.Rentals;
        }

        return tasks != 0 ? Value.Task(tasks, operations) : Value.Holder(held);
    }

    private ulong All(IEnumerable<IOperation> operations, PathState state)
    {
        var rentals = 0UL;
        foreach (var operation in operations)
        {
            rentals |= Eval(operation, state).Rentals;
        }

        return rentals;
    }

    private Value Read(IOperation reference, PathState state) => _body.VariableOf(reference) is >= 0 and var variable ? state[variable] : Value.Unknown;

    private Value Field(IFieldReferenceOperation field, PathState state)
    {
        if (_body.VariableOf(field) is >= 0 and var variable)
        {
            return state[variable];
        }

        // An element of a tuple that holds one buffer.
        var instance = Eval(field.Instance, state);
        return instance.Kind == ValueKind.Holder && field.Type is IArrayTypeSymbol && Bits.Lowest(instance.Rentals) is var rental
            && instance.Rentals == 1UL << rental && SymbolEqualityComparer.Default.Equals(_body.SiteOf(rental)?.Type, field.Type)
                ? Value.Of(rental)
                : Value.Unknown;
    }

    private Value Capture(IFlowCaptureOperation capture, PathState state)
    {
        var value = Eval(capture.Value, state);
        if (_body.VariableOfKey(capture.Id) is >= 0 and var variable)
        {
            state[variable] = value;
        }

        return value;
    }

    private Value Change(IOperation operation, PathState state)
    {
        var target = operation is ICompoundAssignmentOperation compound ? compound.Target : ((IIncrementOrDecrementOperation)operation).Target;
        Eval(target, state);
        Eval((operation as ICompoundAssignmentOperation)?.Value, state);
        Assign(target, Value.Unknown, operation, state);
        return Value.Unknown;
    }

    private Value Conversion(IConversionOperation conversion, PathState state)
    {
        var value = Eval(conversion.Operand, state);
        if (value.IsRental && Views.IsViewType(conversion.Type) && value.Form == RentalForm.Itself)
        {
            Use(value, conversion.Operand, state);
            return value.View(isBounded: false);
        }

        return value;
    }

    private Value NewArray(IArrayCreationOperation array, PathState state)
    {
        foreach (var size in array.DimensionSizes)
        {
            Eval(size, state);
        }

        var elements = Elements(array.Initializer?.ElementValues ?? Enumerable.Empty<IOperation>(), state);
        return elements.Rentals != 0 ? elements : Value.Created;
    }

    private Value Element(IArrayElementReferenceOperation element, PathState state)
    {
        var array = Eval(element.ArrayReference, state);
        foreach (var index in element.Indices)
        {
            Eval(index, state);
        }

        Use(array, element.ArrayReference, state);
        if (Views.IsWhole(array) && element.Indices.Any(Views.CountsFromEnd))
        {
            Exact(element, array, element.ArrayReference);
        }

        return Value.Unknown;
    }

    private Value ImplicitIndexer(IImplicitIndexerReferenceOperation indexer, PathState state)
    {
        var instance = Eval(indexer.Instance, state);
        Eval(indexer.Argument, state);
        Use(instance, indexer.Instance, state);
        if (Views.IsWhole(instance) && Views.CountsFromEnd(indexer.Argument))
        {
            Exact(indexer, instance, indexer.Instance);
        }

        return instance.IsRental && Views.IsViewType(indexer.Type) ? instance.View(Views.HasEnd(indexer.Argument)) : Value.Unknown;
    }

    private Value Property(IPropertyReferenceOperation property, PathState state)
    {
        var instance = Eval(property.Instance, state);
        foreach (var argument in property.Arguments)
        {
            Eval(argument.Value, state);
        }

        if (instance.Kind == ValueKind.Task)
        {
            return property.Property.Name == "Result" ? Complete(instance, state) : instance;
        }

        if (!instance.IsRental || property.Property.Name is "Length" or "Count" or "IsEmpty")
        {
            return Value.Unknown;
        }

        Use(instance, property.Instance!, state);
        return property.Property.Name switch
        {
            "Array" when instance.Form == RentalForm.View => instance.Whole(),
            "Value" => instance,
            _ => Views.IsViewType(property.Type) ? instance.View(isBounded: false) : Value.Unknown,
        };
    }

    private Value Await(IAwaitOperation wait, PathState state)
    {
        var value = Eval(wait.Operation, state);
        Complete(value, state);
        Throw(wait, state);
        return Value.Unknown;
    }

    private Value Captured(IEnumerable<ISymbol> variables, PathState state)
    {
        var rentals = 0UL;
        foreach (var variable in variables)
        {
            if (_body.VariableOfKey(variable) is >= 0 and var index)
            {
                rentals |= state[index].Rentals;
            }
        }

        return Value.Holder(rentals);
    }

    private void Throw(IOperation operation, PathState state)
    {
        // What the compiler adds, such as the disposal of a 'using', is not where people expect an exception; and one that an
        // asynchronous method throws comes out of its 'await'.
        if (!operation.IsImplicit && !(operation is IInvocationOperation { TargetMethod: { } method } && (IsTask(method.ReturnType) || (Views.IsViewType(method.ReturnType) && Views.IsInSystem(method)))))
        {
            _mayThrow(state);
        }
    }

    private string NameOf(Value value, IOperation expression) => _body.SiteOf(value.Rental)?.Name ?? SourceText.Of(expression);
}
