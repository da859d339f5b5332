namespace AppFrag.Composition;

/// <summary>What an option takes, both ends included.</summary>
/// <param name="Name">Of the property.</param>
/// <param name="Value">The option's value.</param>
/// <param name="Min">Least that is taken.</param>
/// <param name="Max">Most that is taken.</param>
internal sealed record OptionRange(string Name, Func<AppFragOptions, IComparable> Value, IComparable Min, IComparable Max)
{
    /// <summary>Every option that is a number or a time. The validator enforces them, and docs/configuration.md says them.</summary>
    public static IReadOnlyList<OptionRange> All { get; } =
    [
        new(nameof(AppFragOptions.CpuBudget), options => options.CpuBudget, 0.001, 1.0),
        new(nameof(AppFragOptions.SamplingBurst), options => options.SamplingBurst, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10)),
        new(nameof(AppFragOptions.SamplingInterval), options => options.SamplingInterval, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(5)),
        new(nameof(AppFragOptions.MinPause), options => options.MinPause, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
        new(nameof(AppFragOptions.MaxSpansPerSecond), options => options.MaxSpansPerSecond, 0, 1000),
        new(nameof(AppFragOptions.MaxSpansPerTrace), options => options.MaxSpansPerTrace, 1, 100),
        new(nameof(AppFragOptions.FindingsWindow), options => options.FindingsWindow, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10)),
    ];

    // Not a number compares as less than anything.
    public bool Holds(AppFragOptions options) => Value(options).CompareTo(Min) >= 0 && Value(options).CompareTo(Max) <= 0;
}
