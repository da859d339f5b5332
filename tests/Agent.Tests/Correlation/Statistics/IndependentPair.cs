using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>Two series that have nothing to do with one another, and the load where they follow one.</summary>
internal sealed record IndependentPair(double[] First, double[] Second, double[]? Load = null)
{
    public Loads Loads => Load is null ? default : new Loads(Load);

    public static IndependentPair Of(SeriesKind kind, int seed)
    {
        var s = new Simulated(seed);
        return kind switch
        {
            SeriesKind.White => new(s.White(), s.White()),
            SeriesKind.Autoregressive90 => new(s.Autoregressive(0.9), s.Autoregressive(0.9)),
            SeriesKind.Autoregressive97 => new(s.Autoregressive(0.97), s.Autoregressive(0.97)),
            SeriesKind.Steps => new(s.Step(), s.Step()),
            SeriesKind.CommonTrend => new(s.Trend(), s.Trend()),
            SeriesKind.SparseBursts => new(s.Bursts(), s.Bursts()),
            SeriesKind.SharedRhythm => Rhythm(s),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static IndependentPair Rhythm(Simulated s)
    {
        Func<double, double> load = s.Rhythm(60 + (240 * s.Uniform()));
        return new(s.Following(load, s.Below(6), 0.5), s.Following(load, s.Below(6), 0.5), s.Following(load, 0, 0.3));
    }
}
