namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Looks for the pairs of <see cref="AssociationPairs"/> in one window after the other; windows share no second. What a
/// window shows is a candidate; it is reported when the next window shows it again, and given up after two that do not.
/// <para>Deterministic. Used by one thread; allocates when a window is complete and something was found, and nothing otherwise.</para>
/// </summary>
internal sealed class AssociationSearch
{
    /// <summary>Seconds of a window.</summary>
    public const int Window = WindowCursor.Window;

    /// <summary>Of false alarms, among what is found in a window.</summary>
    public const double Level = 0.05;

    /// <summary>What is weaker is true perhaps, and not worth anybody's time.</summary>
    public const double LeastEffect = 0.3;

    private const int MaxLagDifference = 2;
    private const int MaxMisses = 2;

    private readonly IReadOnlyList<AssociationPair> _pairs;
    private readonly PairTest _test = new(Window);
    private readonly double[] _first = new double[Window];
    private readonly double[] _second = new double[Window];
    private readonly double[] _firstLoad = new double[Window];
    private readonly double[] _secondLoad = new double[Window];
    private readonly double[] _adjusted;
    private readonly LaggedEffect?[] _effects;
    private readonly AssociationTest[] _tests;
    private readonly Association?[] _candidates;
    private readonly Association?[] _reported;
    private readonly int[] _misses;
    private WindowCursor _cursor;

    public AssociationSearch(IReadOnlyList<AssociationPair> pairs)
    {
        _pairs = pairs;
        _adjusted = new double[pairs.Count];
        _effects = new LaggedEffect?[pairs.Count];
        _tests = new AssociationTest[pairs.Count];
        _candidates = new Association?[pairs.Count];
        _reported = new Association?[pairs.Count];
        _misses = new int[pairs.Count];
    }

    /// <summary>Seen in two windows, the strongest first.</summary>
    public IReadOnlyList<Association> Reported { get; private set; } = [];

    /// <summary>Found in the latest window only; for those who want to know what is being looked at.</summary>
    public IReadOnlyList<Association> Candidates { get; private set; } = [];

    /// <summary>Windows looked at so far.</summary>
    public int Windows { get; private set; }

    /// <summary>Looks at a window if one is complete. Costs a comparison otherwise.</summary>
    /// <returns>Whether a window was looked at.</returns>
    public bool Advance(TimelineTicks ticks)
    {
        if (!_cursor.TryNext(ticks, out long start))
        {
            return false;
        }

        LookAt(ticks, start);
        return true;
    }

    private void LookAt(TimelineTicks ticks, long start)
    {
        Windows++;
        for (int i = 0; i < _pairs.Count; i++)
        {
            AssociationPair pair = _pairs[i];
            ticks.CopyTo(pair.First, start, _first);
            ticks.CopyTo(pair.Second, start, _second);
            _effects[i] = IsLoadKnown(pair, ticks, start) ? _test.Run(_first, _second, LoadsOf(pair, ticks, start), out _tests[i]) : null;
            _adjusted[i] = _effects[i]?.P ?? double.NaN;
        }

        BenjaminiHochberg.Adjust(_adjusted, _adjusted);
        for (int i = 0; i < _pairs.Count; i++)
        {
            Judge(i);
        }

        Reported = Kept(_reported);
        Candidates = Kept(_candidates);
    }

    // How much the process does moves most things in it: where that is not known, nothing can be said of two of them.
    private bool IsLoadKnown(AssociationPair pair, TimelineTicks ticks, long start) =>
        !pair.Load.Contains(TimelineSeries.AllocationRate) || ticks.CopyTo(TimelineSeries.AllocationRate, start, _firstLoad) >= SeriesForms.LeastValues;

    // What was not measured at all (pressure files that do not exist) explains nothing and takes no seconds away.
    private Loads LoadsOf(AssociationPair pair, TimelineTicks ticks, long start)
    {
        bool hasFirst = pair.Load.Count > 0 && ticks.CopyTo(pair.Load[0], start, _firstLoad) >= SeriesForms.LeastValues;
        bool hasSecond = pair.Load.Count > 1 && ticks.CopyTo(pair.Load[1], start, _secondLoad) >= SeriesForms.LeastValues;
        return (hasFirst, hasSecond) switch
        {
            (true, true) => new Loads(_firstLoad, _secondLoad),
            (true, false) => new Loads(_firstLoad),
            (false, true) => new Loads(_secondLoad),
            _ => default,
        };
    }

    private void Judge(int i)
    {
        Association? before = _reported[i] ?? _candidates[i];
        _candidates[i] = null;
        bool isStrong = _effects[i] is { } effect && Math.Abs(effect.Effect) >= LeastEffect;

        // What is new has to pass among all pairs twice; what is reported already stays while it can be seen at all.
        double p = _reported[i] is null ? _adjusted[i] : _effects[i]?.P ?? double.NaN;
        if (isStrong && before is not null && p <= Level && IsSame(before, _effects[i]!.Value, _tests[i]))
        {
            // A window that only just shows it confirms it, but its numbers would say less than what is known.
            _reported[i] = _reported[i] is null || _adjusted[i] <= Level ? New(i, isReplicated: true) : _reported[i];
            _misses[i] = 0;
            return;
        }

        if (_reported[i] is not null && ++_misses[i] >= MaxMisses)
        {
            _reported[i] = null;
            _misses[i] = 0;
        }

        if (_reported[i] is null && isStrong && _adjusted[i] <= Level)
        {
            _candidates[i] = New(i, isReplicated: false);
        }
    }

    private static bool IsSame(Association before, LaggedEffect now, AssociationTest test) =>
        before.Test == test && Math.Sign(before.Effect) == Math.Sign(now.Effect) && Math.Abs(before.LagSeconds - now.Lag) <= MaxLagDifference;

    private Association New(int i, bool isReplicated)
    {
        LaggedEffect effect = _effects[i]!.Value;
        return new Association
        {
            Pair = _pairs[i],
            Test = _tests[i],
            Effect = effect.Effect,
            LagSeconds = effect.Lag,
            P = effect.P,
            AdjustedP = _adjusted[i],
            Count = effect.Count,
            IsReplicated = isReplicated,
        };
    }

    private static IReadOnlyList<Association> Kept(Association?[] associations)
    {
        foreach (Association? association in associations)
        {
            if (association is not null)
            {
                return [.. associations.OfType<Association>().OrderByDescending(kept => Math.Abs(kept.Effect))];
            }
        }

        return [];
    }
}
