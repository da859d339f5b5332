namespace AppFrag.Correlation.Statistics;

/// <summary>From events to a series that says for each second whether one is near, less how often one is near around that time. Pure; its memory is reused.</summary>
internal sealed class Coincidences(int capacity)
{
    /// <summary>Events so many seconds apart, either way, are together: counters tell the second only, and a stall has a length.</summary>
    public const int Reach = 2;

    /// <summary>Seconds either way that "around that time" means: what changes more slowly than that cannot make events coincide.</summary>
    public const int Surroundings = 15;

    private readonly double[] _near = new double[capacity];

    /// <param name="events">Seconds of the events.</param>
    /// <param name="values">The series they are of: its gaps are gaps here.</param>
    /// <param name="near">As long as <paramref name="values"/>: 1 where an event is near, 0 elsewhere.</param>
    public static void Near(ReadOnlySpan<int> events, ReadOnlySpan<double> values, Span<double> near)
    {
        for (int t = 0; t < near.Length; t++)
        {
            near[t] = double.IsFinite(values[t]) ? 0 : double.NaN;
        }

        foreach (int at in events)
        {
            for (int t = Math.Max(0, at - Reach); t <= Math.Min(near.Length - 1, at + Reach); t++)
            {
                near[t] = 1;
            }
        }
    }

    /// <summary>By how much the second's events follow the first's that they are together with, seconds, in the mean.</summary>
    public static int Lag(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int sum = 0;
        int together = 0;
        foreach (int at in first)
        {
            int nearest = Reach + 1;
            foreach (int other in second)
            {
                nearest = Math.Abs(other - at) < Math.Abs(nearest) ? other - at : nearest;
            }

            if (Math.Abs(nearest) <= Reach)
            {
                sum += nearest;
                together++;
            }
        }

        return together > 0 ? (int)Math.Round((double)sum / together) : 0;
    }

    /// <summary>Takes the mean of the surroundings out, in place.</summary>
    public void Centre(Span<double> near)
    {
        near.CopyTo(_near);
        double sum = 0;
        int known = 0;
        for (int t = -Surroundings; t < near.Length; t++)
        {
            Take(t + Surroundings, near.Length, 1, ref sum, ref known);
            Take(t - Surroundings - 1, near.Length, -1, ref sum, ref known);
            if (t >= 0)
            {
                near[t] -= sum / known;
            }
        }
    }

    private void Take(int t, int length, int sign, ref double sum, ref int known)
    {
        if (t >= 0 && t < length && double.IsFinite(_near[t]))
        {
            sum += sign * _near[t];
            known += sign;
        }
    }
}
