using System.Globalization;
using AppFrag.MacroBenchmark.Measuring;

namespace AppFrag.MacroBenchmark.Results;

/// <summary>A figure against that of the service without a watcher: the median of the rounds with its interval.</summary>
internal readonly record struct Ratio(double Median, double Lower, double Upper)
{
    public static Ratio Of(IEnumerable<Pair> pairs, Func<Measurement, double> figure) =>
        Summarize(pairs.Select(pair => figure(pair.Watched) / figure(pair.Alone)));

    public static Ratio DifferenceOf(IEnumerable<Pair> pairs, Func<Measurement, double> figure) =>
        Summarize(pairs.Select(pair => figure(pair.Watched) - figure(pair.Alone)));

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public string Text(string format) => string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Lower.ToString(format, CultureInfo.InvariantCulture)}–{Upper.ToString(format, CultureInfo.InvariantCulture)})");

    private static Ratio Summarize(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            return new Ratio(double.NaN, double.NaN, double.NaN);
        }

        int outside = MedianInterval.ValuesOutside(sorted.Length);
        return new Ratio(MedianOf(sorted), sorted[outside], sorted[^(outside + 1)]);
    }
}
