using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Candidates;

/// <summary>
/// Where a file says one of the words that the rules look for, in code, comments and texts alike. To read the text of a file once costs a
/// fraction of what its operations cost, and most files say none of them: then nothing of the file has to be bound for the rules.
/// </summary>
internal sealed class FileWords
{
    /// <summary>An edit makes a new compilation but only one new tree.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, FileWords> Files = new();

    private readonly List<(int Position, Hints Hints)> _words;
    private readonly HashSet<string>? _aliases;
    private readonly Hints _all;

    private FileWords(WordReader reader)
    {
        _words = reader.Words;
        _aliases = reader.Aliases;
        foreach (var (_, hints) in _words)
        {
            _all |= hints;
        }
    }

    public static FileWords Of(SyntaxTree tree) => Files.GetValue(tree, key => new FileWords(new WordReader(key.ToString())));

    public bool Say(Hints hints) => (_all & hints) != 0;

    /// <summary>Whether the file gives this name to another type.</summary>
    public bool IsAlias(string name) => _aliases?.Contains(name) == true;

    /// <summary>Positions of the words with one of <paramref name="hints"/>, in order.</summary>
    public IEnumerable<int> At(Hints hints) => Say(hints) ? At(hints, 0, int.MaxValue) : Enumerable.Empty<int>();

    /// <inheritdoc cref="At(Hints)"/>
    public IEnumerable<int> At(Hints hints, int start, int end)
    {
        for (var index = FirstFrom(start); index < _words.Count && _words[index].Position < end; index++)
        {
            if ((_words[index].Hints & hints) != 0)
            {
                yield return _words[index].Position;
            }
        }
    }

    private int FirstFrom(int start)
    {
        var (low, high) = (0, _words.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _words[middle].Position < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
