namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>Series as services and hosts make them, one value a second; the same ones for the same seed.</summary>
internal sealed class Simulated(int seed)
{
    public const int Length = 300;

    private readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public int Below(int limit) => _random.Next(limit);

    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public double[] White(int length = Length) => Autoregressive(0, length);

    /// <summary>Each value is that share of the one before, and something new: queues, caches, pressure averages.</summary>
    public double[] Autoregressive(double share, int length = Length)
    {
        var values = new double[length];
        double value = Normal() / Math.Sqrt(1 - (share * share));
        for (int t = 0; t < length; t++)
        {
            values[t] = value;
            value = (share * value) + Normal();
        }

        return values;
    }

    /// <summary>One change of level of two to five standard deviations, at any time: a deployment, a cache that fills.</summary>
    public double[] Step(int length = Length)
    {
        double height = (Below(2) == 0 ? -1 : 1) * (2 + (3 * Uniform()));
        int at = (length / 10) + Below(length * 8 / 10);
        double[] values = White(length);
        for (int t = at; t < length; t++)
        {
            values[t] += height;
        }

        return values;
    }

    /// <summary>Fifteen standard deviations upwards over the window.</summary>
    public double[] Trend(int length = Length)
    {
        double[] values = White(length);
        for (int t = 0; t < length; t++)
        {
            values[t] += 15.0 * t / length;
        }

        return values;
    }

    /// <summary>Nothing most of the time, and then some seconds of something: stalls, collections.</summary>
    public double[] Bursts(double startsPerSecond = 0.05, double meanSeconds = 4, int length = Length)
    {
        var values = new double[length];
        int left = 0;
        double height = 0;
        for (int t = 0; t < length; t++)
        {
            if (left == 0 && Uniform() < startsPerSecond)
            {
                height = Math.Exp(Normal());
                left = 1;
                while (Uniform() > 1 / meanSeconds)
                {
                    left++;
                }
            }

            if (left > 0)
            {
                values[t] = height * (0.5 + Uniform());
                left--;
            }
        }

        return values;
    }

    /// <summary>Events at a rate that changes, at most one a second.</summary>
    public double[] Events(Func<int, double> perSecond)
    {
        var values = new double[Length];
        for (int t = 0; t < Length; t++)
        {
            values[t] = Uniform() < perSecond(t) ? 1 : 0;
        }

        return values;
    }

    /// <summary>A rhythm of load, at any phase, that any number of series follow.</summary>
    public Func<double, double> Rhythm(double period)
    {
        double phase = 2 * Math.PI * Uniform();
        return t => Math.Sin((2 * Math.PI * t / period) + phase);
    }

    /// <summary>A series that follows a rhythm some seconds late, with noise of its own.</summary>
    public double[] Following(Func<double, double> rhythm, int delay, double noise)
    {
        var values = new double[Length];
        for (int t = 0; t < Length; t++)
        {
            values[t] = rhythm(t - delay) + (noise * Normal());
        }

        return values;
    }
}
