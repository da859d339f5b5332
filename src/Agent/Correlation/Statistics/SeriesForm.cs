namespace AppFrag.Correlation.Statistics;

/// <summary>What a series looks like in a window, which decides the test it may go to.</summary>
internal enum SeriesForm
{
    /// <summary>Too few seconds are known.</summary>
    Unknown,

    /// <summary>It did not change.</summary>
    Constant,

    /// <summary>It rests at one value in more than a quarter of the seconds and leaves it now and then: bursts.</summary>
    Events,

    /// <summary>It stays at each value for long, as a number does that is renewed now and then: nothing to compare second by second.</summary>
    Held,

    /// <summary>It moves in most seconds.</summary>
    Dense,
}
