using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Loops;

/// <summary>Whether an array is a working buffer of a loop: the same size each time, and filled anew each time.</summary>
internal static class IterationBuffer
{
    public static ILoopOperation? TryFind(BufferCreation creation) =>
        !creation.Counts.IsEmpty
        && creation.Operation is not IArrayCreationOperation { Initializer: not null }
        && Iteration.Of(creation.Operation) is { } loop
        && creation.Counts.All(count => Invariance.Holds(count, loop))
            ? loop
            : null;

    /// <summary>
    /// What is known of it shows that it is room to work in rather than content of an exact length: it is read into, or
    /// used by offset and count.
    /// </summary>
    public static bool IsScratch(BufferCreation creation, ILoopOperation loop) =>
        Candidates(creation.Operation).Any(use => loop.Syntax.Span.Contains(use.Syntax.Span) && IsWorkedIn(use));

    public static string SizeText(BufferCreation creation, SizeRange size, SizeRange usual)
    {
        if (size.Min == size.Max)
        {
            return ByteText.Of(size.Min);
        }

        return size.Min > BufferCreation.ArrayHeader ? "at least " + ByteText.Of(size.Min)
            : usual.Min == usual.Max && usual.Max != SizeRange.Unlimited ? ByteText.Of(usual.Min) + " by default"
            : "'" + SourceText.Of(creation.Counts.First(count => !count.ConstantValue.HasValue)) + "' elements";
    }

    private static IEnumerable<IOperation> Candidates(IOperation creation) =>
        BufferFates.Holder(creation) is null ? new[] { creation } : BufferFates.Uses(creation);

    private static bool IsWorkedIn(IOperation use)
    {
        var consumer = Conversions.Consumer(use);
        if (consumer is not IArgumentOperation { Parameter: { } parameter } argument)
        {
            return false;
        }

        return argument.Parent switch
        {
            IInvocationOperation call => IsRead(call.TargetMethod) || IsView(call) || HasRangeAfter(call, parameter),
            IObjectCreationOperation { Type.Name: "ArraySegment" or "Memory" or "Span" } => true,
            _ => false,
        };
    }

    private static bool IsRead(IMethodSymbol method) =>
        method.Name.IndexOf("Read", StringComparison.Ordinal) >= 0 || method.Name.StartsWith("Receive", StringComparison.Ordinal);

    private static bool IsView(IInvocationOperation call) => call.TargetMethod.Name is "AsSpan" or "AsMemory";

    private static bool HasRangeAfter(IInvocationOperation call, IParameterSymbol parameter)
    {
        var parameters = call.TargetMethod.Parameters;
        return parameters.Length > parameter.Ordinal + 2 && IsInteger(parameters[parameter.Ordinal + 1].Type) && IsInteger(parameters[parameter.Ordinal + 2].Type);
    }

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
}
