namespace AppFrag.Sources.Host;

/// <summary>
/// Something that is expensive to read and changes slowly: read at most once a minute, less often the longer it takes, and
/// sooner when somebody asks for it, within a limit of its own. The reading before is kept to tell growth. Not thread-safe.
/// </summary>
/// <param name="timeProvider">Clock of both the age and the cost.</param>
/// <param name="minAge">Least time between two readings that nobody asked for.</param>
/// <param name="read">Reads it now.</param>
internal sealed class ColdReading<T>(TimeProvider timeProvider, TimeSpan minAge, Func<T> read)
    where T : class
{
    /// <summary>The usual least time between two readings.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A reading that nobody asked for may take at most one part in this many of the time: 0.01 %.</summary>
    private const int RegularShare = 10_000;

    /// <summary>One that was asked for: 1 %.</summary>
    private const int AskedShare = 100;

    private static readonly TimeSpan MinAgeWhenAsked = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private long _readAt;
    private long _previousAt;

    /// <summary><see langword="null"/> before the first reading.</summary>
    public T? Latest { get; private set; }

    /// <summary>An earlier reading to compare with, one that was at least a minute old when it was made the earlier one.</summary>
    public T? Previous { get; private set; }

    /// <summary>How long the latest reading took.</summary>
    public TimeSpan Cost { get; private set; }

    /// <summary>Time between <see cref="Previous"/> and <see cref="Latest"/>; <see langword="null"/> while there is only one.</summary>
    public TimeSpan? Interval => Previous is null ? null : timeProvider.GetElapsedTime(_previousAt, _readAt);

    /// <summary>Reads again if the latest reading is old enough, and gives the latest.</summary>
    /// <param name="asked">Somebody wants to know now: the age and the share of time may be those of a question.</param>
    public T Refresh(bool asked = false)
    {
        if (Latest is null || timeProvider.GetElapsedTime(_readAt) >= Wait(asked))
        {
            Read();
        }

        return Latest!;
    }

    private TimeSpan Wait(bool asked)
    {
        TimeSpan byCost = Cost * (asked ? AskedShare : RegularShare);
        TimeSpan least = asked ? MinAgeWhenAsked : minAge;
        return byCost < least ? least : byCost > MaxAge ? MaxAge : byCost;
    }

    private void Read()
    {
        if (Latest is not null && (Previous is null || timeProvider.GetElapsedTime(_previousAt, _readAt) >= Minute))
        {
            Previous = Latest;
            _previousAt = _readAt;
        }

        long started = timeProvider.GetTimestamp();
        Latest = read();
        _readAt = timeProvider.GetTimestamp();
        Cost = timeProvider.GetElapsedTime(started, _readAt);
    }
}
