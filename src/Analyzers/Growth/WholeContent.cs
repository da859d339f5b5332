using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Growth;

/// <summary>Bytes that are a whole file or body, followed back to where they were read.</summary>
internal static class WholeContent
{
    /// <summary>The reading expression as it stands in the code, or null.</summary>
    public static string? In(IOperation bytes)
    {
        if (bytes is IAwaitOperation awaited)
        {
            bytes = awaited.Operation;
        }

        switch (bytes)
        {
            case ILocalReferenceOperation local:
                return LocalValues.SingleOf(local.Local, local) is { } value && Conversions.Strip(value) is not ILocalReferenceOperation ? In(Conversions.Strip(value)) : null;
            case IInvocationOperation read when WholeReads.TryFind(read.TargetMethod) is { } row:
                return WholeReadJudgement.Judge(read, row) == Certainty.Certain ? SourceText.Of(read) : null;
            default:
                return BufferCreations.TryRead(bytes) is { } creation && BufferSize.InBytes(creation, path: null) is { IsUnlimitedInput: true, Input: { } input } ? input : null;
        }
    }
}
