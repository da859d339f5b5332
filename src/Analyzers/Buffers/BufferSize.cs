using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;

namespace AppFrag.Analyzers.Buffers;

/// <summary>The bytes of a buffer, header included.</summary>
internal static class BufferSize
{
    public static SizeRange InBytes(BufferCreation creation, RequestPath? path)
    {
        if (creation.Counts.IsEmpty)
        {
            return SizeRange.Unknown;
        }

        var elements = creation.Counts
            .Select(count => SizeEvaluator.Evaluate(count, parameter => path?.IsClientArgument(parameter) == true))
            .Aggregate((a, b) => a * b);
        return (elements * SizeRange.Exactly(creation.ElementSize)) + SizeRange.Exactly(BufferCreation.ArrayHeader);
    }
}
