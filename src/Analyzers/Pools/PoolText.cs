using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// The cheap question before all others: does a file, and does a body, say "Rent" or "Return" at all? Most don't, and then nothing is
/// bound for the rules about pools. Each file is read once for all of them, and a body is asked by its place in the file alone.
/// </summary>
internal static class PoolText
{
    private const int ChunkLength = 4096;
    private static readonly string[] Words = { "Rent", "Return" };

    /// <summary>An edit makes a new compilation but only one new tree.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, int[]> Places = new();

    public static bool IsIn(SyntaxNode body)
    {
        var places = Places.GetValue(body.SyntaxTree, tree => PlacesIn(tree.GetText()));
        if (places.Length == 0)
        {
            return false;
        }

        var first = Array.BinarySearch(places, body.SpanStart);
        first = first < 0 ? ~first : first;
        return first < places.Length && places[first] < body.Span.End
            && body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "Rent" or "Return");
    }

    /// <summary>Where the words stand, comments and texts included, in order; nothing when no call of them is written in the file.</summary>
    private static int[] PlacesIn(SourceText text)
    {
        // A word at the end of a chunk is read again, whole and with what follows it, at the start of the next.
        const int Overlap = 8;
        List<int>? places = null;
        var isCalled = false;
        var chunk = new char[Math.Min(ChunkLength, text.Length)];
        for (var start = 0; start < text.Length; start += ChunkLength - Overlap)
        {
            var count = Math.Min(ChunkLength, text.Length - start);
            text.CopyTo(start, chunk, 0, count);
            foreach (var word in Words)
            {
                for (var at = IndexOf(word, chunk, 0, count); at >= 0; at = IndexOf(word, chunk, at + word.Length, count))
                {
                    (places ??= new List<int>()).Add(start + at);
                    var end = at + word.Length;
                    isCalled |= end < count && chunk[end] == '(';
                }
            }
        }

        places?.Sort();
        return isCalled ? places!.ToArray() : Array.Empty<int>();
    }

    private static int IndexOf(string word, char[] chunk, int from, int count)
    {
        var found = chunk.AsSpan(from, count - from).IndexOf(word.AsSpan());
        return found < 0 ? -1 : from + found;
    }
}
