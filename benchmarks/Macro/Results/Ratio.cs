using System.Globalization;
using AppFrag.MacroBenchmark.Measuring;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Results;

/// <summary>A figure against that of the same round without a watcher: the median of the rounds, and the least and greatest.</summary>
internal readonly record struct Ratio(double Median, double Least, double Greatest)
{
    public static Ratio Of(IReadOnlyList<Measurement> measurements, string watcher, Func<Measurement, double> figure) =>
        Summarize(Pairs(measurements, watcher).Select(pair => figure(pair.Watched) / figure(pair.Alone)));

    public static Ratio DifferenceOf(IReadOnlyList<Measurement> measurements, string watcher, Func<Measurement, double> figure) =>
        Summarize(Pairs(measurements, watcher).Select(pair => figure(pair.Watched) - figure(pair.Alone)));

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public string Text(string format) => string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)}–{Greatest.ToString(format, CultureInfo.InvariantCulture)})");

    private static IEnumerable<(Measurement Alone, Measurement Watched)> Pairs(IReadOnlyList<Measurement> measurements, string watcher) =>
        from watched in measurements
        where watched.Watcher == watcher
        from alone in measurements
        where alone.Watcher == Watcher.Baseline && alone.Round == watched.Round
        select (alone, watched);

    private static Ratio Summarize(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? new Ratio(double.NaN, double.NaN, double.NaN) : new Ratio(MedianOf(all), all.Min(), all.Max());
    }
}
