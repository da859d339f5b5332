namespace AppFrag.Sources.Runtime;

/// <summary>When to try a failed source again: after 5 s, then twice as long each time, at most every 5 minutes.</summary>
internal sealed class BackOff(TimeProvider timeProvider)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private TimeSpan _delay = First;
    private long? _failedAt;

    /// <summary>Whether it is time to try.</summary>
    public bool IsDue => _failedAt is not { } at || timeProvider.GetElapsedTime(at) >= _delay;

    public void Failed()
    {
        if (_failedAt is not null)
        {
            _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, Longest.Ticks));
        }

        _failedAt = timeProvider.GetTimestamp();
    }

    public void Succeeded()
    {
        _failedAt = null;
        _delay = First;
    }
}
