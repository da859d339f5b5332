namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>The stream is not a well-formed nettrace stream; the message says what is wrong and at which offset.</summary>
internal sealed class NetTraceFormatException(string problem, long offset)
    : Exception($"Not a readable nettrace stream: {problem} at offset {offset}.")
{
    /// <summary>Bytes from the start of the stream.</summary>
    public long Offset { get; } = offset;

    public static NetTraceFormatException Truncated(long offset) => new("truncated", offset);
}
