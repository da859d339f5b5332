namespace AppFrag.Sources.Runtime;

/// <summary>One string per type name. Bounded in number and length: type names of generated types can be long and many. Used by one thread at a time.</summary>
internal sealed class TypeNames(int capacity)
{
    private const int MaxLength = 512;

    private readonly HashSet<string> _names = [];

    public int Count => _names.Count;

    public string Intern(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxLength)
        {
            name = name[..MaxLength];
        }

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out string? known))
        {
            return known;
        }

        if (_names.Count >= capacity)
        {
            _names.Clear();
        }

        string added = name.ToString();
        _names.Add(added);
        return added;
    }
}
