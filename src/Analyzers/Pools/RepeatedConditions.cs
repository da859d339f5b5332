using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Conditions that a body asks in more than one place, such as <c>n &gt; 256</c> before the rent and before the return: a path that
/// went one way the first time goes the same way again, as long as nothing the condition names is assigned.
/// </summary>
internal sealed class RepeatedConditions
{
    public static readonly RepeatedConditions None = new();

    private const int MaxConditions = 6;

    private readonly Dictionary<SyntaxNode, (int Number, bool IsNegated)> _numbers = new();
    private readonly Dictionary<ISymbol, List<int>> _dependents = new(SymbolEqualityComparer.Default);

    public RepeatedConditions(ControlFlowGraph graph, BodyModel body)
    {
        var asked = graph.Blocks.Where(block => block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is not null)
            .Select(block => Peel(block.BranchValue!))
            .Where(operation => body.VariableOf(operation) < 0 && (NullTest.Of(operation) is { } test ? IsRepeatable(test.Asked(body)) : IsRepeatable(operation)))
            .Select(operation => (Operation: operation, Key: Key(operation)))
            .GroupBy(condition => condition.Key.Text)
            .Where(group => group.Select(condition => condition.Operation.Syntax).Distinct().Count() > 1)
            .Take(MaxConditions);
        foreach (var group in asked)
        {
            foreach (var (operation, key) in group)
            {
                _numbers[operation.Syntax] = (Count, key.IsNegated);
                foreach (var symbol in Names(NullTest.Of(operation)?.Asked(body) ?? operation))
                {
                    if (!_dependents.TryGetValue(symbol, out var numbers))
                    {
                        _dependents.Add(symbol, numbers = new List<int>());
                    }

                    numbers.Add(Count);
                }
            }

            Count++;
        }
    }

    private RepeatedConditions()
    {
    }

    public int Count { get; }

    public bool TryGet(IOperation condition, out int number, out bool isNegated)
    {
        var found = _numbers.TryGetValue(condition.Syntax, out var value);
        (number, isNegated) = value;
        return found;
    }

    /// <summary>What was known about conditions that name this variable is over.</summary>
    public void Forget(IOperation assigned, PathState state)
    {
        if (SymbolOf(assigned) is { } symbol && _dependents.TryGetValue(symbol, out var numbers))
        {
            foreach (var number in numbers)
            {
                state.SetFact(number, null);
            }
        }
    }

    /// <summary>The condition under conversions and negations, which the caller follows in the same way.</summary>
    internal static IOperation Peel(IOperation condition)
    {
        var inner = Conversions.Strip(condition);
        return inner is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not ? Peel(not.Operand) : inner;
    }

    private static bool IsRepeatable(IOperation condition) => condition.ConstantValue is { HasValue: false } && condition.DescendantsAndSelf().All(part => part
        is IBinaryOperation or IUnaryOperation or IConversionOperation or ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 } or IInstanceReferenceOperation or ISizeOfOperation
        or IIsTypeOperation or IIsPatternOperation or IPatternOperation);

    /// <summary>A text that opposite comparisons share.</summary>
    private static (string Text, bool IsNegated) Key(IOperation condition)
    {
        if (NullTest.Of(condition) is { } test)
        {
            return (Text(test.Operand) + "is null", test.IsNegated);
        }

        if (condition is IBinaryOperation binary)
        {
            var (symbol, isNegated) = binary.OperatorKind switch
            {
                BinaryOperatorKind.LessThanOrEqual => (">", true),
                BinaryOperatorKind.GreaterThan => (">", false),
                BinaryOperatorKind.GreaterThanOrEqual => ("<", true),
                BinaryOperatorKind.LessThan => ("<", false),
                BinaryOperatorKind.NotEquals => ("==", true),
                BinaryOperatorKind.Equals => ("==", false),
                var other => (other.ToString(), false),
            };
            return (Text(binary.LeftOperand) + symbol + Text(binary.RightOperand), isNegated);
        }

        return (Text(condition), false);
    }

    private static string Text(IOperation operation) =>
        string.Concat(Conversions.Strip(operation).Syntax.DescendantTokens().Select(token => token.ValueText + " "));

    private static IEnumerable<ISymbol> Names(IOperation condition) => condition.DescendantsAndSelf().Select(SymbolOf).OfType<ISymbol>();

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };
}
