namespace AppFrag.Correlation.Statistics;

/// <summary>
/// One pair of series in one window, by the test that fits what they look like. Pure; its memory is made once and reused, so
/// one object serves one thread.
/// </summary>
internal sealed class PairTest(int capacity)
{
    // Seconds around an event in which an answer is looked for. A stall is over within a second or two; a wider look would
    // cost power at each event.
    private const int StudyLag = 5;

    private readonly SeriesForms _forms = new(capacity);
    private readonly Ranks _ranks = new(capacity);
    private readonly Prewhitening _prewhitening = new();
    private readonly EventTrain _firstEvents = new(capacity);
    private readonly EventTrain _secondEvents = new(capacity);
    private readonly EventShuffle _shuffle = new(capacity);
    private readonly Coincidences _coincidences = new(capacity);
    private readonly double[] _first = new double[capacity];
    private readonly double[] _second = new double[capacity];
    private readonly double[] _residuals = new double[capacity];

    /// <summary>Longest window.</summary>
    public int Capacity { get; } = capacity;

    /// <param name="first">One value a second; NaN is a gap.</param>
    /// <param name="second">As long as <paramref name="first"/>.</param>
    /// <param name="loads">Taken out of both.</param>
    /// <param name="test">The test that was made.</param>
    /// <returns><see langword="null"/> where no test fits: too little is known, something did not change, or events are too few.</returns>
    public LaggedEffect? Run(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Loads loads, out AssociationTest test)
    {
        SeriesForm firstForm = _forms.Of(first, out double firstRest);
        SeriesForm secondForm = _forms.Of(second, out double secondRest);
        test = AssociationTest.CrossCorrelation;
        switch (firstForm, secondForm)
        {
            case (SeriesForm.Dense, SeriesForm.Dense):
                return CrossCorrelate(first, second, loads);
            case (SeriesForm.Events, SeriesForm.Dense):
                test = AssociationTest.EventStudy;
                _firstEvents.Read(first, firstRest);
                return Study(_firstEvents.Onsets, second, loads);
            case (SeriesForm.Dense, SeriesForm.Events):
                test = AssociationTest.EventStudy;
                _secondEvents.Read(second, secondRest);
                return Study(_secondEvents.Onsets, first, loads) is { } study ? study with { Lag = -study.Lag } : null;
            case (SeriesForm.Events, SeriesForm.Events):
                test = AssociationTest.Coincidence;
                _firstEvents.Read(first, firstRest);
                _secondEvents.Read(second, secondRest);
                return Coincide(second, loads);
            default:
                return null;
        }
    }

    public LaggedEffect? CrossCorrelate(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Loads loads)
    {
        Span<double> a = _first.AsSpan(0, first.Length);
        Span<double> b = _second.AsSpan(0, first.Length);
        RanksOfResiduals(first, loads, a);
        RanksOfResiduals(second, loads, b);
        return CrossCorrelation.Strongest(a, b);
    }

    private LaggedEffect? Study(ReadOnlySpan<int> events, ReadOnlySpan<double> series, Loads loads)
    {
        Span<double> answers = _first.AsSpan(0, series.Length);
        int known = RanksOfResiduals(series, loads, answers);
        if (known < CrossCorrelation.LeastPairs)
        {
            return null;
        }

        for (int t = 0; t < answers.Length; t++)
        {
            answers[t] = ((2 * answers[t]) - known - 1) / known;
        }

        // The mean rank over all seconds is 0: that is what chance gives.
        return _shuffle.Test(events, answers, StudyLag, isTwoSided: true, answers) is { } answer
            ? new LaggedEffect(answer.Mean, answer.Lag, answer.P, answer.Events)
            : null;
    }

    private LaggedEffect? Coincide(ReadOnlySpan<double> second, Loads loads)
    {
        Span<double> near = _first.AsSpan(0, second.Length);
        if (_secondEvents.Onsets.Length < EventShuffle.LeastEvents)
        {
            return null;
        }

        Span<double> raw = _second.AsSpan(0, second.Length);
        Coincidences.Near(_secondEvents.Onsets, second, raw);
        raw.CopyTo(near);
        if (loads.Count > 0)
        {
            Span<double> residuals = _residuals.AsSpan(0, second.Length);
            _prewhitening.Residuals(near, takesPast: false, loads, residuals);
            residuals.CopyTo(near);
        }

        _coincidences.Centre(near);
        return _shuffle.Test(_firstEvents.Onsets, near, maxLag: 0, isTwoSided: false, raw) is { Chance: < 1 } answer
            ? new LaggedEffect(Math.Max(-1, (answer.Mean - answer.Chance) / (1 - answer.Chance)), Coincidences.Lag(_firstEvents.Onsets, _secondEvents.Onsets), answer.P, answer.Events)
            : null;
    }

    private int RanksOfResiduals(ReadOnlySpan<double> values, Loads loads, Span<double> ranks)
    {
        Span<double> residuals = _residuals.AsSpan(0, values.Length);
        _prewhitening.Residuals(values, takesPast: true, loads, residuals);
        return _ranks.Of(residuals, ranks);
    }
}
