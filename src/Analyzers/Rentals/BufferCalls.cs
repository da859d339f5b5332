using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Rentals;

/// <summary>
/// Methods that are known to be through with a buffer when they return or, if they return a task, when it is awaited.
/// A method that is not here may keep the buffer, and a buffer that may be kept is never rented by a fix.
/// </summary>
internal static class BufferCalls
{
    private static readonly ImmutableHashSet<string> Borrowing = ImmutableHashSet.Create(
        "System.IO.Stream.Read", "System.IO.Stream.ReadAsync", "System.IO.Stream.ReadExactly", "System.IO.Stream.ReadExactlyAsync",
        "System.IO.Stream.ReadAtLeast", "System.IO.Stream.ReadAtLeastAsync", "System.IO.Stream.Write", "System.IO.Stream.WriteAsync",
        "System.IO.TextReader.Read", "System.IO.TextReader.ReadAsync", "System.IO.TextReader.ReadBlock", "System.IO.TextReader.ReadBlockAsync",
        "System.IO.TextWriter.Write", "System.IO.TextWriter.WriteAsync",
        "System.IO.BinaryReader.Read", "System.IO.BinaryWriter.Write",
        "System.IO.RandomAccess.ReadAsync", "System.IO.RandomAccess.WriteAsync",
        "System.IO.Pipelines.PipeWriter.WriteAsync",
        "System.Net.Sockets.Socket.ReceiveAsync", "System.Net.Sockets.Socket.SendAsync",
        "System.Net.WebSockets.WebSocket.ReceiveAsync", "System.Net.WebSockets.WebSocket.SendAsync",
        "System.Security.Cryptography.IncrementalHash.AppendData", "System.Security.Cryptography.HashAlgorithm.ComputeHash",
        "System.Security.Cryptography.RandomNumberGenerator.GetBytes", "System.Random.NextBytes",
        "System.Text.Encoding.GetString", "System.Convert.ToBase64String", "System.Convert.ToHexString", "System.Array.Clear");

    /// <summary>Methods whose overload for a span does the same as the one for a whole array.</summary>
    private static readonly ImmutableHashSet<string> SpanTwins = ImmutableHashSet.Create(
        "System.IO.BinaryWriter.Write", "System.IO.TextWriter.Write",
        "System.Security.Cryptography.IncrementalHash.AppendData",
        "System.Security.Cryptography.RandomNumberGenerator.GetBytes", "System.Random.NextBytes",
        "System.Security.Cryptography.MD5.HashData", "System.Security.Cryptography.SHA1.HashData", "System.Security.Cryptography.SHA256.HashData",
        "System.Security.Cryptography.SHA384.HashData", "System.Security.Cryptography.SHA512.HashData",
        "System.Text.Encoding.GetString", "System.Convert.ToBase64String", "System.Convert.ToHexString");

    /// <summary>Methods that put content into the buffer and look at none, and answer how much they put there.</summary>
    private static readonly ImmutableHashSet<string> Counting = ImmutableHashSet.Create(
        "System.IO.Stream.Read", "System.IO.Stream.ReadAsync", "System.IO.Stream.ReadAtLeast", "System.IO.Stream.ReadAtLeastAsync",
        "System.IO.TextReader.Read", "System.IO.TextReader.ReadAsync", "System.IO.TextReader.ReadBlock", "System.IO.TextReader.ReadBlockAsync",
        "System.IO.BinaryReader.Read", "System.IO.RandomAccess.Read", "System.IO.RandomAccess.ReadAsync",
        "System.Net.Sockets.Socket.Receive", "System.Net.Sockets.Socket.ReceiveAsync");

    /// <summary>Methods that overwrite all they are given, or throw.</summary>
    private static readonly ImmutableHashSet<string> Filling = ImmutableHashSet.Create(
        "System.IO.Stream.ReadExactly", "System.IO.Stream.ReadExactlyAsync", "System.Array.Clear",
        "System.Security.Cryptography.RandomNumberGenerator.Fill", "System.Security.Cryptography.RandomNumberGenerator.GetBytes", "System.Random.NextBytes");

    public static bool Borrows(IMethodSymbol method) => Contains(Borrowing, method);

    public static bool HasSpanTwin(IMethodSymbol method) => Contains(SpanTwins, method);

    public static bool Counts(IMethodSymbol method) => Contains(Counting, method);

    public static bool Fills(IMethodSymbol method) => Contains(Filling, method);

    private static bool Contains(ImmutableHashSet<string> names, IMethodSymbol method)
    {
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (names.Contains(declared.ContainingType.ContainingNamespace.ToDisplayString() + "." + declared.ContainingType.Name + "." + declared.Name))
            {
                return true;
            }
        }

        return false;
    }
}
