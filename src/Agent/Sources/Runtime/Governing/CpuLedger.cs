namespace AppFrag.Sources.Runtime.Governing;

/// <summary>
/// What the agent has spent in the last minute, in slots of a second. It keeps one slot more than a minute, so that no
/// minute, wherever it begins, has cost more than <see cref="Spent"/> says. Pure; not thread safe.
/// </summary>
internal sealed class CpuLedger
{
    private const int Slots = 61;

    private readonly TimeSpan[] _slots = new TimeSpan[Slots];
    private long _second;
    private TimeSpan _spent;

    /// <param name="now">Since the agent's start; never less than before.</param>
    /// <param name="cost">CPU time used since the previous call.</param>
    public void Add(TimeSpan now, TimeSpan cost)
    {
        Forget(now);
        _slots[_second % Slots] += cost;
        _spent += cost;
    }

    public TimeSpan Spent(TimeSpan now)
    {
        Forget(now);
        return _spent;
    }

    private void Forget(TimeSpan now)
    {
        long second = (long)now.TotalSeconds;
        for (long i = Math.Max(_second + 1, second - Slots + 1); i <= second; i++)
        {
            _spent -= _slots[i % Slots];
            _slots[i % Slots] = TimeSpan.Zero;
        }

        _second = Math.Max(_second, second);
    }
}
