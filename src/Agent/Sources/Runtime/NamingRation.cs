namespace AppFrag.Sources.Runtime;

/// <summary>
/// How often methods may be named. A naming costs about a tenth of a second of CPU: six may follow each other a second
/// apart, because in the first seconds of load tiering moves code again and again; after that one is earned every half
/// minute, at most six.
/// </summary>
internal sealed class NamingRation(TimeProvider timeProvider)
{
    public const int Most = 6;
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan EarnedEvery = TimeSpan.FromSeconds(30);

    private double _left = Most;
    private long? _takenAt;

    /// <summary>Whether one may start now; if so it is taken.</summary>
    public bool TryTake()
    {
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
