using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Growth;
using AppFrag.Analyzers.RequestPaths;

namespace AppFrag.Analyzers.Candidates;

/// <summary>
/// The names that the rules look for, found by length and first letter so that a name that is none of them is told apart by one look. They come
/// from the tables of the rules: a new row there is found here.
/// </summary>
internal static class Words
{
    private const int MaxLength = 40;
    private const int Letters = 128;

    private static readonly (string Name, Hints Hints)[]?[] Called = Table(
        (WholeReads.MethodNames, Hints.WholeRead),
        (new[] { "AllocateUninitializedArray", "AllocateArray", "ReadBytes" }, Hints.Allocation),
        (new[] { "ToString", "Serialize", "SerializeObject", "ToBase64String", "ToHexString" }, Hints.Text),
        (new[] { "Alloc" }, Hints.Pin),
        (new[] { "Rent", "Return" }, Hints.Pool),
        (EntryPointTable.Delegates.SelectMany(row => row.Methods), Hints.Registration),
        (MessageLoops.MethodNames, Hints.LoopCall));

    private static readonly (string Name, Hints Hints)[]?[] Created = Table(
        (BufferCreations.CapacityTypeNames, Hints.Capacity),
        (CollectionSizes.Names, Hints.Collection));

    /// <summary>What a name hints at that is not the name of a created type.</summary>
    public static Hints OfCall(string text, int start, int length) => Find(Called, text, start, length);

    public static Hints OfCreation(string text, int start, int length) => Find(Created, text, start, length);

    private static Hints Find((string Name, Hints Hints)[]?[] table, string text, int start, int length)
    {
        var first = text[start];
        if (length >= MaxLength || first >= Letters || table[(length * Letters) + first] is not { } row)
        {
            return Hints.None;
        }

        foreach (var (name, hints) in row)
        {
            if (string.CompareOrdinal(name, 0, text, start, length) == 0)
            {
                return hints;
            }
        }

        return Hints.None;
    }

    private static (string Name, Hints Hints)[]?[] Table(params (IEnumerable<string> Names, Hints Hints)[] sources)
    {
        var all = new Dictionary<string, Hints>();
        foreach (var (names, hints) in sources)
        {
            foreach (var name in names)
            {
                all[name] = (all.TryGetValue(name, out var known) ? known : Hints.None) | hints;
            }
        }

        var table = new (string, Hints)[]?[MaxLength * Letters];
        foreach (var group in all.GroupBy(pair => (pair.Key.Length * Letters) + pair.Key[0]))
        {
            table[group.Key] = group.Select(pair => (pair.Key, pair.Value)).ToArray();
        }

        return table;
    }
}
