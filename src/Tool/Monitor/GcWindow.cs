using AppFrag.Model;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Monitor;

/// <summary>The collections and pauses of the last while, and no more: what a monitor that runs for days needs of a <see cref="GcLog"/>.</summary>
internal sealed class GcWindow
{
    private readonly Queue<GcSample> _samples = [];
    private readonly Queue<GcPause> _pauses = [];

    public IReadOnlyCollection<GcPause> Pauses => _pauses;

    public IReadOnlyCollection<GcSample> Samples => _samples;

    public void Add(IEnumerable<GcSample> samples, IEnumerable<GcPause> pauses)
    {
        foreach (var sample in samples)
        {
            _samples.Enqueue(sample);
        }

        foreach (var pause in pauses)
        {
            _pauses.Enqueue(pause);
        }
    }

    /// <summary>Lets go of what ended before this moment (<see cref="System.Diagnostics.Stopwatch"/> ticks).</summary>
    public void Forget(long before)
    {
        while (_samples.TryPeek(out var sample) && sample.Timestamp < before)
        {
            _samples.Dequeue();
        }

        while (_pauses.TryPeek(out var pause) && pause.End < before)
        {
            _pauses.Dequeue();
        }
    }

    /// <summary>The same as a log of its own, for the analysis.</summary>
    public GcLog ToLog()
    {
        var log = new GcLog();
        log.Add(_samples, _pauses);
        return log;
    }
}
