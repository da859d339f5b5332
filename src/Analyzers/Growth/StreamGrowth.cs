using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Loops;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Growth;

/// <summary>What makes a new <c>MemoryStream</c> grow, judged by what it is given to.</summary>
internal static class StreamGrowth
{
    /// <summary>For a message: what fills the stream; null when nothing is known to make it large.</summary>
    public static string? CauseOf(IObjectCreationOperation creation)
    {
        var uses = BufferFates.Holder(creation) is null ? new IOperation[] { creation } : BufferFates.Uses(creation).ToArray();

        // AF0004 reports the copy, and what it advises does away with the stream as well.
        if (uses.Any(IsCopiedOut))
        {
            return null;
        }

        return uses.Select(CauseIn).FirstOrDefault(cause => cause is not null);
    }

    private static bool IsCopiedOut(IOperation use) => use.Parent is IInvocationOperation { TargetMethod.Name: "ToArray" } call && call.Instance == use;

    private static string? CauseIn(IOperation use)
    {
        switch (Conversions.Consumer(use))
        {
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                return OfCall(call, argument);
            case IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } wrapper }:
                return IsWriter(type) && FillsInLoop(wrapper) ? "'" + type.Name + "' writes to it in a loop" : IsArchive(type) ? "'" + type.Name + "' writes to it" : null;
            case IInvocationOperation { TargetMethod.Name: "Write" or "WriteAsync" or "WriteByte" } write when write.Instance == use && Iteration.Of(write) is not null:
                return "it is written to in a loop";
            default:
                return null;
        }
    }

    private static string? OfCall(IInvocationOperation call, IArgumentOperation stream)
    {
        var method = call.TargetMethod;
        if (method.Name is "CopyTo" or "CopyToAsync")
        {
            var source = call.Instance ?? call.Arguments.FirstOrDefault(argument => argument != stream)?.Value;
            return source is null || IsShort(source) ? null : "all of '" + Sizes.SourceText.Of(source) + "' is copied into it";
        }

        var isOutput = method.Name.StartsWith("Serialize", StringComparison.Ordinal)
            || method.Name.StartsWith("Save", StringComparison.Ordinal)
            || method.Name.StartsWith("Write", StringComparison.Ordinal)
            || method.Name.StartsWith("Export", StringComparison.Ordinal)
            || method.Name.StartsWith("Render", StringComparison.Ordinal)
            || method.Name.StartsWith("Download", StringComparison.Ordinal)
            || method.Name.StartsWith("Copy", StringComparison.Ordinal);
        return isOutput && stream.Parameter?.Type is { Name: "Stream" or "MemoryStream" or "IBufferWriter" } ? "'" + method.Name + "' writes to it" : null;
    }

    private static bool IsShort(IOperation source) =>
        Conversions.Strip(source).Type is { Name: "MemoryStream" } || ContentOrigin.Of(source) is Origin.OwnResource or Origin.NotContent;

    private static bool IsWriter(ITypeSymbol type) => type.Name is "StreamWriter" or "BinaryWriter" or "Utf8JsonWriter" or "GZipStream" or "DeflateStream" or "BrotliStream" or "CryptoStream";

    private static bool IsArchive(ITypeSymbol type) => type.Name is "ZipArchive" or "TarWriter" or "ZipOutputStream";

    private static bool FillsInLoop(IObjectCreationOperation wrapper) =>
        BufferFates.Uses(wrapper).Any(use => use.Parent is IInvocationOperation call && call.Instance == use
            && (call.TargetMethod.Name.StartsWith("Write", StringComparison.Ordinal) || call.TargetMethod.Name.StartsWith("CopyTo", StringComparison.Ordinal))
            && Iteration.Of(call) is not null);
}
