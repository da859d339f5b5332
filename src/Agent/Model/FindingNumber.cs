namespace AppFrag.Model;

/// <summary>One number that a finding rests on, for readers that are not people.</summary>
/// <param name="Name">What it is, lower case with dots and underscores, e.g. <c>loh.holes</c>. Stable.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its UCUM unit: <c>By</c>, <c>By/s</c>, <c>s</c>, <c>1</c>, <c>{request}</c>, …</param>
public sealed record FindingNumber(string Name, double Value, string Unit)
{
    /// <summary>Lower end of the 95 % interval; <see langword="null"/> when the value is counted, not estimated.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the 95 % interval; <see langword="null"/> when the value is counted, not estimated.</summary>
    public double? High { get; init; }
}
