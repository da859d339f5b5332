using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Loops;

/// <summary><c>for (var i = first; i &lt; limit; i++)</c> over a variable that nothing else changes.</summary>
internal sealed class CountedLoop
{
    private CountedLoop(ILocalSymbol counter, IOperation first, IOperation limit, bool includesLimit, IOperation body)
    {
        Counter = counter;
        First = first;
        Limit = limit;
        IncludesLimit = includesLimit;
        Body = body;
    }

    public ILocalSymbol Counter { get; }

    public IOperation First { get; }

    public IOperation Limit { get; }

    /// <summary>The condition is <c>&lt;=</c>.</summary>
    public bool IncludesLimit { get; }

    public IOperation Body { get; }

    public static CountedLoop? TryRead(IForLoopOperation loop)
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
            return null;
        }

        return new CountedLoop(counter.Local, first, condition.RightOperand, condition.OperatorKind == BinaryOperatorKind.LessThanOrEqual, loop.Body);
    }

    private static bool IsWrittenIn(IOperation body, ILocalSymbol local) =>
        body.Descendants().OfType<ILocalReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Local, local) && LocalValues.IsWrite(use));
}
