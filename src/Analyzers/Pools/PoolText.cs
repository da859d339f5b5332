using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// The cheap question before all others: does a file, and does a body, say "Rent(" or "Return(" at all? Most files don't, and
/// then nothing is bound for these rules.
/// </summary>
internal sealed class PoolText
{
    private const int ChunkLength = 4096;
    private static readonly string[] Words = { "Rent(", "Return(" };

    private readonly ConcurrentDictionary<SyntaxTree, bool> _files = new();

    public bool IsIn(SyntaxNode body, CancellationToken cancellationToken) =>
        _files.GetOrAdd(body.SyntaxTree, tree => IsIn(tree.GetText(cancellationToken)))
        && body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "Rent" or "Return");

    private static bool IsIn(SourceText text)
    {
        const int Overlap = 8;
        var chunk = new char[ChunkLength];
        for (var start = 0; start < text.Length; start += ChunkLength - Overlap)
        {
            var count = Math.Min(ChunkLength, text.Length - start);
            text.CopyTo(start, chunk, 0, count);
            var part = chunk.AsSpan(0, count);
            if (part.IndexOf(Words[0].AsSpan()) >= 0 || part.IndexOf(Words[1].AsSpan()) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
