namespace AppFrag.Correlation.Statistics;

/// <summary>Up to two series of load over one window.</summary>
internal readonly ref struct Loads
{
    public Loads(ReadOnlySpan<double> first)
    {
        Count = 1;
        First = first;
    }

    public Loads(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Count = 2;
        First = first;
        Second = second;
    }

    public int Count { get; }

    public ReadOnlySpan<double> First { get; }

    public ReadOnlySpan<double> Second { get; }
}
