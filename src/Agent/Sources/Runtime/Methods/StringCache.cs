namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Gives the same string for the same characters most of the time. A fixed number of places, a newcomer takes the
/// place of its predecessor: methods of a type come one after another, so a small cache finds nearly all repetitions.
/// </summary>
internal sealed class StringCache
{
    private const int Places = 4096;

    private readonly string?[] _places = new string?[Places];

    public string Get(ReadOnlySpan<char> text)
    {
        ref var place = ref _places[(uint)string.GetHashCode(text) % Places];
        if (place is null || !text.SequenceEqual(place))
        {
            place = new string(text);
        }

        return place;
    }
}
