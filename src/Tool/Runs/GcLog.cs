using AppFrag.Model;
using AppFrag.Sources.Runtime;

namespace AppFrag.Tool.Runs;

/// <summary>Collections and pauses of one recording, live or from a file: joined by the agent's own tracker, counted in full, kept up to a limit.</summary>
internal sealed class GcLog
{
    // About twelve megabytes; a storm of 700 collections a second fills it in a minute.
    private const int MaxKept = 50_000;

    private const int MaxPauses = 10_000;

    private readonly GcTracker _tracker = new();
    private readonly List<GcSample> _newSamples = [];
    private readonly List<GcPause> _newPauses = [];
    private readonly List<GcPause> _pauses = [];
    private readonly Dictionary<long, long> _pauseTicks = [];
    private int _stride = 1;
    private long _seen;

    /// <summary>In order of time; every n-th once there were too many.</summary>
    public List<GcSample> Samples { get; } = [];

    /// <summary>By condemned generation.</summary>
    public int[] Counts { get; } = new int[3];

    public int Pauses { get; private set; }

    /// <summary>The longest ones, in order of time; all of them unless there were very many.</summary>
    public IReadOnlyList<GcPause> LongestPauses => _pauses;

    public TimeSpan PauseTotal { get; private set; }

    public TimeSpan PauseMax { get; private set; }

    /// <summary>The part of <see cref="PauseTotal"/> that collections of generation 2 took.</summary>
    public TimeSpan FullPauseTotal { get; private set; }

    public GcSample? Latest { get; private set; }

    /// <summary>What the latest <see cref="Advance"/> brought.</summary>
    public IReadOnlyList<GcSample> NewSamples => _newSamples;

    public IReadOnlyList<GcPause> NewPauses => _newPauses;

    public long Discarded => _tracker.Discarded;

    public void Add(in GcEvent e) => _tracker.Add(e);

    /// <param name="watermark">Timestamp before which no further event will come.</param>
    public void Advance(long watermark)
    {
        _newSamples.Clear();
        _newPauses.Clear();
        _tracker.Advance(watermark, _newSamples, _newPauses);
        Add(_newSamples, _newPauses);
    }

    /// <summary>Counts collections and pauses that are joined already.</summary>
    public void Add(IEnumerable<GcSample> samples, IEnumerable<GcPause> pauses)
    {
        foreach (GcPause pause in pauses)
        {
            Pauses++;
            PauseTotal += pause.Duration;
            PauseMax = pause.Duration > PauseMax ? pause.Duration : PauseMax;
            FullPauseTotal += pause.Generation == 2 ? pause.Duration : TimeSpan.Zero;
            Keep(pause);
            _pauseTicks[pause.Index] = _pauseTicks.GetValueOrDefault(pause.Index) + (pause.End - pause.Start);
        }

        foreach (GcSample sample in samples)
        {
            Counts[Math.Clamp(sample.Generation, 0, Counts.Length - 1)]++;
            Latest = sample;
            Keep(sample);
        }
    }

    /// <summary>Collections of at least generation 0, 1 and 2, as the runtime counts them.</summary>
    public int[] AtLeast() => [Counts.Sum(), Counts[1] + Counts[2], Counts[2]];

    /// <summary>All pauses of a collection together.</summary>
    public TimeSpan PauseOf(long index) => System.Diagnostics.Stopwatch.GetElapsedTime(0, _pauseTicks.GetValueOrDefault(index));

    private void Keep(GcPause pause)
    {
        _pauses.Add(pause);
        if (_pauses.Count == MaxPauses)
        {
            var longest = _pauses.OrderByDescending(one => one.Duration).Take(MaxPauses / 2).OrderBy(one => one.Start).ToArray();
            _pauses.Clear();
            _pauses.AddRange(longest);
        }
    }

    private void Keep(in GcSample sample)
    {
        if (_seen++ % _stride != 0)
        {
            return;
        }

        Samples.Add(sample);
        if (Samples.Count == MaxKept)
        {
            // Every other one goes, evenly over the whole time; the pauses of those are not asked for any more.
            var kept = Samples.Where((_, i) => i % 2 == 0).ToArray();
            Samples.Clear();
            Samples.AddRange(kept);
            _stride *= 2;
            foreach (long index in _pauseTicks.Keys.Except(kept.Select(one => one.Index)).ToArray())
            {
                _pauseTicks.Remove(index);
            }
        }
    }
}
