using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>What of a body is followed: the places that rent and return, the variables a rental can reach, and conditions asked twice.</summary>
internal sealed class BodyModel
{
    /// <summary>A rental is one bit of a number.</summary>
    private const int MaxRentals = 60;

    private readonly Dictionary<SyntaxNode, RentalSite> _sites = new();
    private readonly List<RentalSite> _sitesByIndex = new();
    private readonly Dictionary<IInvocationOperation, PoolIdentity> _pools = new();
    private readonly Dictionary<SyntaxNode, int> _returns = new();
    private readonly List<SyntaxNode> _starts = new();
    private readonly Dictionary<object, int> _variables = new(VariableComparer.Instance);
    private readonly Dictionary<CaptureId, IOperation> _captured = new();
    private readonly IMethodSymbol? _owner;

    public BodyModel(ControlFlowGraph graph, IMethodSymbol? owner, PoolTypes types, NestedFunctions nested)
    {
        Graph = graph;
        _owner = owner;
        Nested = nested;
        var operations = graph.Blocks.SelectMany(Operations).ToList();
        ReadSites(operations, types);
        if (_sites.Count == 0 && _returns.Count == 0)
        {
            return;
        }

        RentalCount = (_sites.Count * 2) + _returns.Count;
        IsFollowed = RentalCount <= MaxRentals;
        ReadVariables(operations, types);
        ReadFlags(graph);
        Conditions = new RepeatedConditions(graph, this);
    }

    public ControlFlowGraph Graph { get; }

    public NestedFunctions Nested { get; }

    public bool IsFollowed { get; }

    public int RentalCount { get; }

    public int VariableCount => _variables.Count;

    public RepeatedConditions Conditions { get; } = RepeatedConditions.None;

    public IEnumerable<RentalSite> Sites => _sites.Values;

    public IReadOnlyDictionary<object, int> Variables => _variables;

    public PoolIdentity PoolOf(IInvocationOperation call)
    {
        if (!_pools.TryGetValue(call, out var pool))
        {
            _pools.Add(call, pool = PoolIdentity.Of(call.Instance, Graph.OriginalOperation.SemanticModel));
        }

        return pool;
    }

    public RentalSite? SiteAt(SyntaxNode rent) => _sites.TryGetValue(rent, out var site) ? site : null;

    public RentalSite? SiteOf(int rental) => rental >= 0 && rental / 2 < _sitesByIndex.Count ? _sitesByIndex[rental / 2] : null;

    /// <summary>The number for what a return hands back although nobody saw it rented, such as a parameter.</summary>
    public int ForeignAt(SyntaxNode call) => _returns.TryGetValue(call, out var number) ? number : -1;

    /// <summary>A number below 64 for a call that starts an operation.</summary>
    public int NumberOfStart(SyntaxNode call)
    {
        const int MaxStarts = 64;
        var number = _starts.IndexOf(call);
        if (number < 0 && _starts.Count < MaxStarts)
        {
            number = _starts.Count;
            _starts.Add(call);
        }

        // What is beyond counting shares the last number: awaiting one of them counts for all.
        return number < 0 ? MaxStarts - 1 : number;
    }

    public SyntaxNode Started(int number) => _starts[number];

    /// <summary>The number of the variable that an expression names, or -1.</summary>
    public int VariableOf(IOperation? operation) => KeyOf(operation) is { } key && _variables.TryGetValue(key, out var index) ? index : -1;

    public int VariableOfKey(object key) => _variables.TryGetValue(key, out var index) ? index : -1;

    /// <summary>What a captured target stands for, when a compound expression assigns to it later.</summary>
    public IOperation Target(IOperation operation) =>
        operation is IFlowCaptureReferenceOperation reference && _captured.TryGetValue(reference.Id, out var target) ? target : operation;

    internal static IEnumerable<IOperation> Operations(BasicBlock block) =>
        (block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations).SelectMany(operation => operation.DescendantsAndSelf());

    private void ReadSites(List<IOperation> operations, PoolTypes types)
    {
        var rents = 0;
        var returns = new List<SyntaxNode>();
        foreach (var call in operations.OfType<IInvocationOperation>())
        {
            if (types.IsRent(call.TargetMethod) && !_sites.ContainsKey(call.Syntax))
            {
                var site = new RentalSite(call, rents++, PoolOf(call));
                _sites.Add(call.Syntax, site);
                _sitesByIndex.Add(site);
            }
            else if (types.IsReturn(call.TargetMethod) && !returns.Contains(call.Syntax))
            {
                returns.Add(call.Syntax);
            }
        }

        foreach (var call in returns)
        {
            _returns.Add(call, (rents * 2) + _returns.Count);
        }
    }

    /// <summary>The variables that a rental may reach, by going over all assignments until nothing is added.</summary>
    private void ReadVariables(List<IOperation> operations, PoolTypes types)
    {
        foreach (var capture in operations.OfType<IFlowCaptureOperation>())
        {
            _captured[capture.Id] = capture.Value;
        }

        foreach (var argument in operations.OfType<IInvocationOperation>().Where(call => types.IsReturn(call.TargetMethod)).Select(call => call.Arguments[0].Value))
        {
            Add(KeyOf(Conversions.Strip(argument)));
        }

        for (var before = -1; before != _variables.Count;)
        {
            before = _variables.Count;
            foreach (var operation in operations)
            {
                var (target, value) = Assignment(operation);
                if (target is not null && value is not null && MayCarry(value))
                {
                    foreach (var part in Parts(Target(target)))
                    {
                        Add(KeyOf(part));
                    }

                    if (operation is IFlowCaptureOperation capture)
                    {
                        _ = _variables.ContainsKey(capture.Id) || Register(capture.Id);
                    }
                }
            }
        }
    }

    private static (IOperation? Target, IOperation? Value) Assignment(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment => (assignment.Target, assignment.Value),
        IDeconstructionAssignmentOperation deconstruction => (deconstruction.Target, deconstruction.Value),
        IFlowCaptureOperation capture => (capture, capture.Value),
        IIsPatternOperation { Pattern: IDeclarationPatternOperation or IRecursivePatternOperation } pattern => (pattern.Pattern, pattern.Value),
        _ => (null, null),
    };

    private static IEnumerable<IOperation> Parts(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Parts),
        IDeclarationExpressionOperation declaration => Parts(declaration.Expression),
        _ => new[] { target },
    };

    private bool MayCarry(IOperation value)
    {
        foreach (var part in value.DescendantsAndSelf())
        {
            if (_sites.ContainsKey(part.Syntax) && part is IInvocationOperation
                || part is IFlowAnonymousFunctionOperation lambda && Nested.CapturedBy(lambda.Syntax).Any(_variables.ContainsKey)
                || VariableOf(part) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Add(object? key)
    {
        if (key is not null && !_variables.ContainsKey(key) && IsCarrier(key))
        {
            Register(key);
        }
    }

    private bool Register(object key)
    {
        _variables.Add(key, _variables.Count);
        return true;
    }

    /// <summary>Numbers and texts that were worked out from a buffer don't refer to it.</summary>
    private static bool IsCarrier(object key) => key is not ISymbol symbol || TypeOf(symbol) is { IsValueType: false, SpecialType: not SpecialType.System_String } or { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>Flags that decide a branch: <c>if (pooled) … Return(buffer)</c>.</summary>
    private void ReadFlags(ControlFlowGraph graph)
    {
        const int MaxFlags = 5;
        var flags = graph.Blocks.Where(block => block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is not null)
            .SelectMany(block => block.BranchValue!.DescendantsAndSelf())
            .Where(operation => operation.Type?.SpecialType == SpecialType.System_Boolean && operation is ILocalReferenceOperation or IParameterReferenceOperation)
            .Select(KeyOf)
            .Where(key => key is not null)
            .Distinct(VariableComparer.Instance)
            .Take(MaxFlags);
        foreach (var flag in flags.Concat(StateVariables(graph)).ToList())
        {
            if (!_variables.ContainsKey(flag!))
            {
                Register(flag!);
            }
        }
    }

    /// <summary>Variables that hold only constants and are compared with constants: the state of a state machine.</summary>
    private IEnumerable<object?> StateVariables(ControlFlowGraph graph)
    {
        const int MaxStates = 3;
        var operations = graph.Blocks.SelectMany(Operations).ToList();
        return operations.Select(operation => operation switch
            {
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: not (null or bool) } } comparison => Conversions.Strip(comparison.LeftOperand),
                IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: not null } } } pattern => Conversions.Strip(pattern.Value),
                _ => null,
            })
            .OfType<ILocalReferenceOperation>()
            .Select(KeyOf)
            .Where(key => key is not null)
            .Distinct(VariableComparer.Instance)
            .Where(key => operations.OfType<ISimpleAssignmentOperation>().Any(assignment => VariableComparer.Equal(KeyOf(assignment.Target), key) && assignment.Value.ConstantValue.HasValue)
                && !operations.OfType<IIncrementOrDecrementOperation>().Any(step => VariableComparer.Equal(KeyOf(step.Target), key)))
            .Take(MaxStates);
    }

    private object? KeyOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } when IsOwn(local) => local,
        IParameterReferenceOperation { Parameter: { } parameter } when IsOwn(parameter) => parameter,
        IFlowCaptureReferenceOperation capture => capture.Id,
        IFieldReferenceOperation { Field: { IsConst: false } field, Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } => field,
        IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared } when IsOwn(declared) => declared,
        IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared } when IsOwn(declared) => declared,
        _ => null,
    };

    private bool IsOwn(ISymbol variable) =>
        (_owner is null || SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _owner) || variable.ContainingSymbol is not IMethodSymbol) && !Nested.Change(variable);
}
