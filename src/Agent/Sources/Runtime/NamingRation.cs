namespace AppFrag.Sources.Runtime;

/// <summary>
/// How often methods may be named. A naming costs about a tenth of a second of CPU: six may follow each other a second
/// apart, because in the first seconds of load tiering moves code again and again; after that one is earned every half
/// minute, at most six.
/// </summary>
/// <param name="timeProvider">Clock.</param>
/// <param name="isAffordable">Whether the CPU budget has room for one more; <see langword="null"/> without a budget.</param>
internal sealed class NamingRation(TimeProvider timeProvider, Func<bool>? isAffordable = null)
{
    public const int Most = 6;
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan EarnedEvery = TimeSpan.FromSeconds(30);

    private double _left = Most;
    private long? _takenAt;

    /// <summary>Whether one may start now; if so it is taken.</summary>
    public bool TryTake()
    {
        if (isAffordable is not null && !isAffordable())
        {
            return false;
        }

        if (_takenAt is { } at)
        {
            TimeSpan pause = timeProvider.GetElapsedTime(at);
            double left = Math.Min(Most, _left + (pause / EarnedEvery));
            if (pause < ShortestPause || left < 1)
            {
                return false;
            }

            _left = left;
        }

        _left--;
        _takenAt = timeProvider.GetTimestamp();
        return true;
    }
}
