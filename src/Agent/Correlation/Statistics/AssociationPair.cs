namespace AppFrag.Correlation.Statistics;

/// <summary>Two series whose association was decided to be looked for before there was any data; all of them are in <see cref="AssociationPairs"/>.</summary>
/// <param name="Id">Stable name, as in reports.</param>
/// <param name="First">What would come first if the mechanism is at work.</param>
/// <param name="Second">What would follow.</param>
/// <param name="Load">Moves both without either having to do with the other; taken out of both before they are compared.</param>
/// <param name="Mechanism">
/// How the first would bring about the second; <see langword="null"/> when no way is known: then an association is never more
/// than that. The sentence says what could be, not what is.
/// </param>
internal sealed record AssociationPair(
    string Id,
    TimelineSeries First,
    TimelineSeries Second,
    IReadOnlyList<TimelineSeries> Load,
    string? Mechanism);
