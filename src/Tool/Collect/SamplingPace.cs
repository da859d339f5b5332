namespace AppFrag.Tool.Collect;

/// <summary>
/// How long to sample and how long to rest, so that the target spends at most <see cref="Budget"/> of one core on
/// writing samples whatever it allocates, and a long recording has no more than a few hundred bursts. Pure.
/// </summary>
internal sealed class SamplingPace(TimeSpan recording)
{
    /// <summary>Share of one core.</summary>
    public const double Budget = 0.01;

    private const int MostBursts = 300;
    private const double ManySamplesPerSecond = 10_000;

    /// <summary>What one sample with its stack costs the thread that allocates; measured 2 to 3 µs (.NET 10, x64).</summary>
    private static readonly TimeSpan CostOfSample = TimeSpan.FromMicroseconds(3);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    /// <summary>Length of the next burst.</summary>
    public TimeSpan Burst { get; private set; } = Long;

    /// <summary>From the end of a burst to the start of the next.</summary>
    public TimeSpan RestAfter(TimeSpan burst, long samples)
    {
        Burst = samples / Math.Max(burst.TotalSeconds, 0.001) > ManySamplesPerSecond ? Short : Long;
        TimeSpan cycle = TimeSpan.FromSeconds(Math.Max(samples * CostOfSample.TotalSeconds / Budget, recording.TotalSeconds / MostBursts));
        return cycle > burst ? cycle - burst : TimeSpan.Zero;
    }
}
