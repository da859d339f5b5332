using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Buffers;

/// <summary>The bytes of a buffer, header included.</summary>
internal static class BufferSize
{
    public static SizeRange InBytes(BufferCreation creation, RequestPath? path) =>
        InBytes(creation, parameter => path?.IsClientArgument(parameter) == true);

    /// <summary>A look at the count alone, for the many arrays that are not: it is cheaper than to ask how code is reached.</summary>
    public static bool MayBeUnlimitedInput(BufferCreation creation) => InBytes(creation, _ => true).IsUnlimitedInput;

    /// <summary>What the author of the code expects, where the caller or the configuration may say otherwise: defaults of parameters and members count.</summary>
    public static SizeRange Usual(BufferCreation creation) => InBytes(creation, count => SizeEvaluator.EvaluateUsual(count));

    private static SizeRange InBytes(BufferCreation creation, Func<IParameterSymbol, bool> isClientArgument) =>
        InBytes(creation, count => SizeEvaluator.Evaluate(count, isClientArgument));

    private static SizeRange InBytes(BufferCreation creation, Func<IOperation, SizeRange> evaluate)
    {
        if (creation.Counts.IsEmpty)
        {
            return SizeRange.Unknown;
        }

        var elements = creation.Counts.Select(evaluate).Aggregate((a, b) => a * b);
        return (elements * SizeRange.Exactly(creation.ElementSize)) + SizeRange.Exactly(BufferCreation.ArrayHeader);
    }
}
