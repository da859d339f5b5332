namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>The stream is not a well-formed nettrace stream; the message says what is wrong and at which offset.</summary>
internal sealed class NetTraceFormatException(string problem, long offset)
    : Exception($"Not a readable nettrace stream: {problem} at offset {offset}.")
{
    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;

    /// <summary>Bytes from the start of the stream.</summary>
    public long Offset { get; } = offset;

    /// <summary><see cref="Problem"/> of a stream that ends too early.</summary>
    public const string TruncatedProblem = "truncated";

    public static NetTraceFormatException Truncated(long offset) => new(TruncatedProblem, offset);
}
