using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Methods that take all of what they are given for content. Methods that fill a buffer and answer how much they put there are not
/// among them: to those the length is only room.
/// </summary>
internal static class ExactLength
{
    private static readonly ImmutableHashSet<string> Consumers = ImmutableHashSet.Create(
        "Convert.ToBase64String", "Convert.ToHexString", "Convert.ToHexStringLower", "BitConverter.ToString",
        "Encoding.GetString", "Encoding.GetChars", "Encoding.GetCharCount", "Encoding.GetByteCount", "Encoding.GetBytes",
        "Stream.Write", "Stream.WriteAsync", "Stream.ReadExactly", "Stream.ReadExactlyAsync",
        "BinaryWriter.Write", "TextWriter.Write", "TextWriter.WriteLine", "TextWriter.WriteAsync", "TextWriter.WriteLineAsync",
        "File.WriteAllBytes", "File.WriteAllBytesAsync", "File.AppendAllBytes", "File.AppendAllBytesAsync", "File.WriteAllText", "File.WriteAllTextAsync",
        "RandomAccess.Write", "RandomAccess.WriteAsync", "PipeWriter.WriteAsync", "BuffersExtensions.Write",
        "HashAlgorithm.ComputeHash", "HashAlgorithm.TransformBlock", "HashAlgorithm.TransformFinalBlock", "IncrementalHash.AppendData",
        "Socket.Send", "Socket.SendAsync", "Socket.SendTo", "Socket.SendToAsync", "UdpClient.Send", "UdpClient.SendAsync", "WebSocket.SendAsync",
        "String..ctor", "String.Concat", "String.Join", "StringBuilder.Append", "BigInteger..ctor", "Guid..ctor", "MemoryStream..ctor",
        "ByteArrayContent..ctor", "ReadOnlyMemoryContent..ctor", "BinaryData..ctor", "BinaryData.FromBytes",
        "MemoryExtensions.SequenceEqual", "MemoryExtensions.SequenceCompareTo", "MemoryExtensions.Sort", "MemoryExtensions.Reverse",
        "MemoryExtensions.CopyTo", "Array.Copy", "Buffer.BlockCopy",
        "Array.Sort", "Array.Reverse", "Array.IndexOf", "Array.LastIndexOf", "Array.BinarySearch", "Array.Find", "Array.FindAll", "Array.FindIndex",
        "Array.FindLast", "Array.Exists", "Array.TrueForAll", "Array.ConvertAll", "Array.ForEach",
        "JsonSerializer.Deserialize", "JsonDocument.Parse", "Utf8JsonReader..ctor",
        "List..ctor", "HashSet..ctor", "Queue..ctor", "Stack..ctor", "List.AddRange", "ImmutableArray.Create", "ImmutableArray.CreateRange");

    private static readonly ImmutableHashSet<string> WholeReceivers = ImmutableHashSet.Create(
        "GetEnumerator", "ToArray", "CopyTo", "TryCopyTo", "Clone", "SequenceEqual");

    /// <summary>Parts of a sequence that can be had without going over all of it.</summary>
    private static readonly ImmutableHashSet<string> PartialQueries = ImmutableHashSet.Create(
        "Take", "Skip", "ElementAt", "ElementAtOrDefault", "First", "FirstOrDefault", "AsEnumerable", "Cast", "OfType", "AsParallel", "AsQueryable");

    public static bool TakesWhole(IMethodSymbol method, IParameterSymbol parameter)
    {
        var definition = method.ReducedFrom ?? method.OriginalDefinition;
        if (!Views.IsInSystem(definition))
        {
            return false;
        }

        if (definition.ContainingType.Name == "Enumerable")
        {
            return parameter.Ordinal == 0 && !PartialQueries.Contains(method.Name);
        }

        if (definition is { Name: "HashData" or "HashDataAsync" or "TryHashData" } && definition.ContainingNamespace.Name == "Cryptography")
        {
            return parameter.Name is "source";
        }

        return IsSource(parameter) && IsListed(definition);
    }

    /// <summary>The parameter that says how much of a buffer counts, if there is one.</summary>
    public static IParameterSymbol? CountFor(IMethodSymbol method, IParameterSymbol buffer) =>
        method.Parameters.FirstOrDefault(parameter => parameter.Ordinal > buffer.Ordinal
            && parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
            && parameter.Name is "count" or "length" or "size" or "byteCount" or "charCount" or "inputCount" or "bytes");

    public static bool TakesWholeReceiver(IMethodSymbol method) =>
        WholeReceivers.Contains(method.Name) && (method.ContainingType.SpecialType == SpecialType.System_Array || Views.IsInSystem(method));

    /// <summary>
    /// A stream over a buffer that is written through, or that is told its length: there the buffer is room again.
    /// </summary>
    public static bool IsWrittenThrough(IOperation call)
    {
        if (call.Syntax is not BaseObjectCreationExpressionSyntax creation)
        {
            return false;
        }

        if (creation.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Identifier.ValueText: var name } declarator
            || declarator.Initializer?.Value != creation
            || declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return false;
        }

        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(mention => mention.Identifier.ValueText == name && IsWrite(mention));
    }

    private static bool IsWrite(IdentifierNameSyntax stream) => stream.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access when access.Expression == stream =>
            member is "SetLength" or "Position" || member.StartsWith("Write", StringComparison.Ordinal),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: { } called } } =>
            called.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText is { } method
            && (method.StartsWith("CopyTo", StringComparison.Ordinal) || method.StartsWith("Serialize", StringComparison.Ordinal) || method.StartsWith("Write", StringComparison.Ordinal) || method.StartsWith("Save", StringComparison.Ordinal)),
        ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax { } created } => created.ToString().Contains("Writer"),
        _ => false,
    };

    /// <summary>Of several buffers the one that is read: a destination or an output is room.</summary>
    private static bool IsSource(IParameterSymbol parameter) =>
        parameter.Name is not ("destination" or "output" or "outputBuffer" or "destinationArray" or "dst" or "state")
        && !(parameter.ContainingSymbol is IMethodSymbol { Name: "GetBytes" or "GetChars" or "CopyTo" } method && method.ContainingType.Name is "Encoding" or "ASCIIEncoding" or "UTF8Encoding" && parameter.Ordinal > 0)
        && !(parameter.ContainingSymbol is IMethodSymbol { Name: "CopyTo" or "Copy" or "BlockCopy" } && parameter.Ordinal > 0);

    private static bool IsListed(IMethodSymbol method)
    {
        for (var type = (ITypeSymbol?)method.ContainingType; type is not null; type = type.BaseType)
        {
            if (Consumers.Contains(type.Name + "." + method.Name))
            {
                return true;
            }

            if (method.MethodKind == MethodKind.Constructor)
            {
                return false;
            }
        }

        return false;
    }
}
