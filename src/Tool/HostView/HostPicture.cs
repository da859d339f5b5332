using System.Diagnostics;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Tool.HostView;

/// <summary>All there is to show: the readings of a stretch of time, the latest in full, and what follows.</summary>
internal sealed record HostPicture(DiagnosisWindow Window, HostReport Report, IReadOnlyList<Finding> Findings)
{
    public HostSample First => Window.Host[0];

    /// <summary>The reading before the last; the last itself when it is the only one.</summary>
    public HostSample Previous => Window.Host[Math.Max(Window.Host.Count - 2, 0)];

    public HostSample Last => Window.Host[^1];

    /// <summary>Time between the last two readings.</summary>
    public TimeSpan SincePrevious => Stopwatch.GetElapsedTime(Previous.Timestamp, Last.Timestamp);

    /// <summary>Whether counters can be compared over time.</summary>
    public bool HasTwoReadings => Window.Host.Count > 1;
}
