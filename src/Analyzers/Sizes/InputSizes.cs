using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// Members that answer "how long is it?" about content whose length somebody outside the process decides. A new source is a new row.
/// </summary>
internal static class InputSizes
{
    private static readonly ImmutableDictionary<string, ImmutableHashSet<string>> Table = new Dictionary<string, ImmutableHashSet<string>>
    {
        ["Microsoft.AspNetCore.Http.IFormFile"] = Members("Length"),
        ["Microsoft.AspNetCore.Http.HttpRequest"] = Members("ContentLength"),
        ["Microsoft.AspNetCore.Http.HttpResponse"] = Members("ContentLength"),
        ["Microsoft.AspNetCore.Http.IHeaderDictionary"] = Members("ContentLength"),
        ["Microsoft.AspNetCore.Http.Headers.RequestHeaders"] = Members("ContentLength"),
        ["Microsoft.AspNetCore.Components.Forms.IBrowserFile"] = Members("Size"),
        ["Microsoft.Extensions.FileProviders.IFileInfo"] = Members("Length"),
        ["System.Net.Http.Headers.HttpContentHeaders"] = Members("ContentLength"),
        ["System.Net.WebResponse"] = Members("ContentLength"),
        ["System.Net.HttpListenerRequest"] = Members("ContentLength64"),
        ["System.IO.Stream"] = Members("Length"),
        ["System.IO.FileInfo"] = Members("Length"),
        ["System.IO.RandomAccess"] = Members("GetLength"),
        ["System.IO.Compression.ZipArchiveEntry"] = Members("Length"),
        ["System.IO.BinaryReader"] = Members("ReadInt32", "ReadUInt32", "ReadInt64", "ReadUInt64", "Read7BitEncodedInt", "Read7BitEncodedInt64"),
    }.ToImmutableDictionary();

    /// <summary>Whether <paramref name="member"/>, asked of a value of static type <paramref name="receiver"/>, is one of them.</summary>
    public static bool Contains(ISymbol member, ITypeSymbol? receiver)
    {
        // What a MemoryStream holds is in memory already; its length is not news from outside.
        if (receiver is { Name: "MemoryStream" })
        {
            return false;
        }

        for (var declared = member; declared is not null; declared = Overridden(declared))
        {
            if (declared.ContainingType is { } type && Table.TryGetValue(NameOf(type), out var members) && members.Contains(declared.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IPropertySymbol property => property.OverriddenProperty,
        IMethodSymbol method => method.OverriddenMethod,
        _ => null,
    };

    private static string NameOf(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.Name;

    private static ImmutableHashSet<string> Members(params string[] names) => names.ToImmutableHashSet();
}
