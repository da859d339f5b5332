namespace AppFrag.Model;

/// <summary>Where a span is kept. A place is used again for other spans; the number of the use tells them apart.</summary>
/// <param name="Index">Of the place.</param>
/// <param name="Use">How often the place had been taken; 0 is no span at all.</param>
internal readonly record struct SpanPlace(int Index, int Use)
{
    public bool IsNone => Use == 0;
}
