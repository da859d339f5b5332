using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Content;

/// <summary>The APIs that AF0004 knows. Another one is another row.</summary>
internal static class WholeReads
{
    private static readonly WholeRead Copy = new(WholeReadKind.StreamCopy, "stream a second time", "pass the stream on, write to the destination directly, or use 'TryGetBuffer'");
    private static readonly WholeRead FileBytes = new(WholeReadKind.FileBytes, "file", "open a FileStream and copy it in pieces, or return a file result for its path");
    private static readonly WholeRead FileText = new(WholeReadKind.FileText, "file", "read it line by line with a StreamReader, or parse it from a stream");
    private static readonly WholeRead ContentBytes = new(WholeReadKind.ResponseBytes, "content", "ask for the headers first (HttpCompletionOption.ResponseHeadersRead) and read it with 'ReadAsStreamAsync'");
    private static readonly WholeRead ContentText = new(WholeReadKind.ResponseText, "content", "use 'ReadAsStreamAsync', or 'ReadFromJsonAsync' for JSON");
    private static readonly WholeRead Reader = new(WholeReadKind.Reader, "text", "parse the stream itself (JsonSerializer.DeserializeAsync, JsonDocument.ParseAsync, XmlReader), or read it in pieces");

    private static readonly ImmutableDictionary<string, WholeRead> Table = new Dictionary<string, WholeRead>
    {
        ["System.IO.MemoryStream.ToArray"] = Copy,
        ["System.IO.File.ReadAllBytes"] = FileBytes,
        ["System.IO.File.ReadAllBytesAsync"] = FileBytes,
        ["System.IO.File.ReadAllText"] = FileText,
        ["System.IO.File.ReadAllTextAsync"] = FileText,
        ["System.IO.File.ReadAllLines"] = FileText,
        ["System.IO.File.ReadAllLinesAsync"] = FileText,
        ["System.Net.Http.HttpContent.ReadAsByteArrayAsync"] = ContentBytes,
        ["System.Net.Http.HttpContent.LoadIntoBufferAsync"] = ContentBytes,
        ["System.Net.Http.HttpClient.GetByteArrayAsync"] = ContentBytes,
        ["System.Net.WebClient.DownloadData"] = ContentBytes,
        ["System.Net.WebClient.DownloadDataTaskAsync"] = ContentBytes,
        ["System.Net.Http.HttpContent.ReadAsStringAsync"] = ContentText,
        ["System.Net.Http.HttpClient.GetStringAsync"] = ContentText,
        ["System.Net.WebClient.DownloadString"] = ContentText,
        ["System.Net.WebClient.DownloadStringTaskAsync"] = ContentText,
        ["System.IO.TextReader.ReadToEnd"] = Reader,
        ["System.IO.TextReader.ReadToEndAsync"] = Reader,
        ["System.BinaryData.FromStream"] = Reader,
        ["System.BinaryData.FromStreamAsync"] = Reader,
    }.ToImmutableDictionary();

    public static readonly ImmutableHashSet<string> MethodNames = Table.Keys.Select(key => key.Substring(key.LastIndexOf('.') + 1)).ToImmutableHashSet();

    public static WholeRead? TryFind(IMethodSymbol method)
    {
        if (!MethodNames.Contains(method.Name))
        {
            return null;
        }

        // A StringReader's text is in memory already; reading it to the end copies a reference.
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            var type = declared.ContainingType;
            if (Table.TryGetValue(type.ContainingNamespace.ToDisplayString() + "." + type.Name + "." + declared.Name, out var row))
            {
                return method.ContainingType.Name == "StringReader" ? null : row;
            }
        }

        return null;
    }
}
