using System.Diagnostics;
using AppFrag.Sources.Requests;

namespace AppFrag.Composition;

/// <summary>
/// Switches the stamping of spans: always on while spans are few (<see cref="StampingRule"/>), else on from a moment
/// before each burst of sampling until its end. Used by the agent's own thread only.
/// </summary>
internal sealed class Stamping(SpanTracker tracker, StampingRule rule)
{
    private long? _onSince;

    /// <summary>What stamping has cost the service's own threads so far: an allowance for each span, because it cannot be measured there.</summary>
    public TimeSpan Allowance => tracker.Stamped * StampingRule.CostOfSpan;

    /// <summary>Several times a second.</summary>
    /// <param name="now">Since the agent's start.</param>
    public void Account(TimeSpan now) => rule.Account(now, tracker.Stopped);

    /// <summary>To be asked while no burst is open.</summary>
    /// <param name="isBurstWanted">Whether a burst would begin now if spans are stamped.</param>
    /// <param name="now"><see cref="Stopwatch"/> ticks.</param>
    /// <returns>Whether it can begin.</returns>
    public bool IsReady(bool isBurstWanted, long now)
    {
        if (!isBurstWanted && !rule.IsAlwaysOn)
        {
            Switch(on: false, now);
            return false;
        }

        Switch(on: true, now);
        return isBurstWanted && (_onSince is not { } since || Stopwatch.GetElapsedTime(since, now) >= rule.Lead);
    }

    /// <summary>To be asked while a burst is open.</summary>
    /// <param name="now"><see cref="Stopwatch"/> ticks.</param>
    /// <returns>Whether its spans have cost their share, so that it must end.</returns>
    public bool IsSpent(long now) => !rule.IsAlwaysOn && _onSince is { } since && Stopwatch.GetElapsedTime(since, now) >= rule.MostAtOnce;

    private void Switch(bool on, long now)
    {
        if (on != tracker.IsStamping)
        {
            tracker.IsStamping = on;
            _onSince = now;
        }
    }
}
