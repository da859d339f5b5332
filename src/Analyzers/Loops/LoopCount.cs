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

    private static SizeRange OfHeader(IForLoopOperation loop) =>
        CountedLoop.TryRead(loop) is { } counted ? Evaluate(counted.Limit) - Evaluate(counted.First) + SizeRange.Exactly(counted.IncludesLimit ? 1 : 0) : SizeRange.Unknown;

    private static SizeRange Evaluate(IOperation count) => SizeEvaluator.Evaluate(count, _ => false);
}
