namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Whether a series answers to events, against what it does at the same number of events elsewhere. Pure, with a fixed seed;
/// its memory is reused.
/// <para>
/// Elsewhere: the distances between the events are put in another order and the whole is shifted around the window. Bursts
/// stay as dense and regular events as regular as they were, and the series is not touched: only what ties the two together
/// is lost. Shifts alone would not do: 300 of them, looked at through a window of eleven lags, are 27 independent ones, too few
/// for a probability that survives <see cref="BenjaminiHochberg"/>. The sum of the answers is divided by the root of their
/// squares, so stretches in which the series moves more do not weigh more.
/// </para>
/// </summary>
internal sealed class EventShuffle(int capacity)
{
    /// <summary>With fewer events even a full answer would hardly be told from chance.</summary>
    public const int LeastEvents = 8;

    /// <summary>Most shuffles; the least probability is one over one more.</summary>
    public const int Shuffles = 999;

    // That many shuffles as strong as what was seen end the test early: the ratio is then known well enough, and it is not
    // a probability that anybody acts on (Besag and Clifford, Biometrika 78, 1991).
    private const int Enough = 60;

    // Of the events, how many must meet a known value.
    private const double LeastKnown = 0.5;

    // Two shuffles with the same answers in another order must count as equal.
    private const double Rounding = 1e-9;

    private const ulong Seed = 0x41707046726167; // "AppFrag"

    private readonly int[] _distances = new int[capacity];
    private readonly int[] _shuffled = new int[capacity];

    /// <param name="events">Seconds of the events, in order.</param>
    /// <param name="answers">One a second, about 0 where nothing happens; NaN is a gap.</param>
    /// <param name="maxLag">Lags looked at, either way.</param>
    /// <param name="isTwoSided">Whether less than chance counts as well as more.</param>
    /// <param name="raw">The answers in the unit that the means are told in.</param>
    /// <returns><see langword="null"/> with too few events that meet a known second.</returns>
    public EventAnswer? Test(ReadOnlySpan<int> events, ReadOnlySpan<double> answers, int maxLag, bool isTwoSided, ReadOnlySpan<double> raw)
    {
        if (events.Length < LeastEvents)
        {
            return null;
        }

        double observed = Strongest(events, answers, maxLag, isTwoSided, out int lag);
        (double mean, int known) = MeanAt(lag, events, raw);
        if (!double.IsFinite(observed) || known < LeastEvents)
        {
            return null;
        }

        ReadDistances(events, answers.Length);
        Span<int> shuffled = _shuffled.AsSpan(0, events.Length);
        var random = new SplitMix(Seed);
        int asStrong = 0;
        int made = 0;
        double chance = 0;
        while (made < Shuffles && asStrong < Enough)
        {
            Shuffle(shuffled, answers.Length, ref random);
            made++;
            asStrong += Strongest(shuffled, answers, maxLag, isTwoSided, out _) >= observed - Rounding ? 1 : 0;
            chance += MeanAt(0, shuffled, raw).Mean;
        }

        double p = asStrong >= Enough ? (double)asStrong / made : (1.0 + asStrong) / (1.0 + made);
        return new EventAnswer(mean, chance / made, lag, p, known);
    }

    private static double Strongest(ReadOnlySpan<int> events, ReadOnlySpan<double> answers, int maxLag, bool isTwoSided, out int lagOfStrongest)
    {
        double strongest = double.NegativeInfinity;
        lagOfStrongest = 0;
        for (int lag = -maxLag; lag <= maxLag; lag++)
        {
            double sum = 0;
            double squares = 0;
            int known = 0;
            foreach (int at in events)
            {
                double answer = answers[Wrap(at + lag, answers.Length)];
                if (double.IsFinite(answer))
                {
                    sum += answer;
                    squares += answer * answer;
                    known++;
                }
            }

            double strength = squares > 0 ? sum / Math.Sqrt(squares) : 0;
            strength = isTwoSided ? Math.Abs(strength) : strength;
            if (known >= events.Length * LeastKnown && strength > strongest)
            {
                strongest = strength;
                lagOfStrongest = lag;
            }
        }

        return strongest;
    }

    private static (double Mean, int Known) MeanAt(int lag, ReadOnlySpan<int> events, ReadOnlySpan<double> raw)
    {
        double sum = 0;
        int known = 0;
        foreach (int at in events)
        {
            double answer = raw[Wrap(at + lag, raw.Length)];
            if (double.IsFinite(answer))
            {
                sum += answer;
                known++;
            }
        }

        return (known > 0 ? sum / known : 0, known);
    }

    // Around the window: the last one leads to the first.
    private void ReadDistances(ReadOnlySpan<int> events, int length)
    {
        for (int i = 0; i < events.Length; i++)
        {
            _distances[i] = i + 1 < events.Length ? events[i + 1] - events[i] : events[0] + length - events[i];
        }
    }

    private void Shuffle(Span<int> into, int length, ref SplitMix random)
    {
        int at = random.Next(length);
        for (int i = 0; i < into.Length; i++)
        {
            int other = i + random.Next(into.Length - i);
            (_distances[i], _distances[other]) = (_distances[other], _distances[i]);
            into[i] = at;
            at = Wrap(at + _distances[i], length);
        }
    }

    private static int Wrap(int index, int length) => index < 0 ? index + length : index < length ? index : index - length;
}
