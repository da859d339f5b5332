using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Loops;

/// <summary>How often a loop runs, as far as its header says. A <c>break</c> may end it earlier; then there is no lower bound.</summary>
internal static class LoopCount
{
    public static SizeRange Of(ILoopOperation loop)
    {
        var count = loop switch
        {
            IForLoopOperation counted => OfHeader(counted),
            IForEachLoopOperation each => OfCollection(each.Collection),
            _ => SizeRange.Unknown,
        };
        return LoopExit.IsLeftEarly(loop.Syntax) ? new SizeRange(0, count.Max, count.Input) : count;
    }

    public static SizeRange OfCollection(IOperation collection)
    {
        collection = Conversions.Strip(collection);
        if (collection is ILocalReferenceOperation local && LocalValues.SingleOf(local.Local, local) is { } value)
        {
            collection = Conversions.Strip(value);
        }

        return collection switch
        {
            IArrayCreationOperation { DimensionSizes.Length: 1 } array => Evaluate(array.DimensionSizes[0]),
            IInvocationOperation { TargetMethod: { Name: "Range" or "Repeat", ContainingType.Name: "Enumerable" }, Arguments.Length: 2 } range => Evaluate(range.Arguments[1].Value),
            _ => SizeRange.Unknown,
        };
    }

    /// <summary><c>for (var i = a; i &lt; n; i++)</c> over a variable that nothing else changes.</summary>
    private static SizeRange OfHeader(IForLoopOperation loop)
    {
        if (loop.Before is not { Length: 1 } before
            || before[0] is not IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations }
            || declarations[0].Declarators is not { Length: 1 } declarators
            || declarators[0].GetVariableInitializer()?.Value is not { } first
            || loop.Condition is not IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual } condition
            || Conversions.Strip(condition.LeftOperand) is not ILocalReferenceOperation counter
            || !SymbolEqualityComparer.Default.Equals(counter.Local, declarators[0].Symbol)
            || loop.AtLoopBottom is not { Length: 1 } bottom
            || bottom[0] is not IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } }
            || IsWrittenIn(loop.Body, counter.Local))
        {
            return SizeRange.Unknown;
        }

        var count = Evaluate(condition.RightOperand) - Evaluate(first);
        return condition.OperatorKind == BinaryOperatorKind.LessThanOrEqual ? count + SizeRange.Exactly(1) : count;
    }

    private static bool IsWrittenIn(IOperation body, ILocalSymbol local) =>
        body.Descendants().OfType<ILocalReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Local, local) && LocalValues.IsWrite(use));

    private static SizeRange Evaluate(IOperation count) => SizeEvaluator.Evaluate(count, _ => false);
}
