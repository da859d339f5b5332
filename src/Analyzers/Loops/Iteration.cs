using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Loops;

/// <summary>The loop that runs an operation again and again, if there is one.</summary>
internal static class Iteration
{
    /// <summary>A loop with a constant count up to this is a few lines written shorter.</summary>
    private const long FewTimes = 8;

    /// <summary>
    /// The innermost loop of the same function that repeats <paramref name="operation"/>. The source of a <c>foreach</c> and
    /// the initializers of a <c>for</c> run once.
    /// </summary>
    public static ILoopOperation? Of(IOperation operation) => All(operation).FirstOrDefault();

    /// <summary>All such loops, from the inside out.</summary>
    public static IEnumerable<ILoopOperation> All(IOperation operation)
    {
        for (var child = operation; child.Parent is { } parent and not IAnonymousFunctionOperation and not ILocalFunctionOperation; child = parent)
        {
            if (parent is ILoopOperation loop && Repeats(loop, child) && !LoopExit.IsTakenAfter(operation.Syntax, loop.Syntax))
            {
                yield return loop;
            }
        }
    }

    private static bool Repeats(ILoopOperation loop, IOperation child) => loop switch
    {
        IForEachLoopOperation each => child != each.Collection && !IsFew(CountOf(each.Collection)),
        IForLoopOperation counted => !counted.Before.Contains(child) && !IsFew(LoopCount.Of(counted)),
        IWhileLoopOperation { ConditionIsTop: false, Condition.ConstantValue: { HasValue: true, Value: false } } => false,
        _ => true,
    };

    private static SizeRange CountOf(IOperation collection) => LoopCount.OfCollection(collection);

    private static bool IsFew(SizeRange count) => count.Max <= FewTimes;
}
