using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Diff;

/// <summary>The numbers of a run that a change of code is meant to improve, each with what chance makes of it. Pure.</summary>
internal static class RunFigures
{
    public const string SmallObjects = "soh.allocation";

    private const double Normal = 1.96;
    private const double SecondsPerMinute = 60;
    private const int Loh = 3;

    // The spread of two readings says nothing.
    private const int LeastReadings = 3;

    public static IReadOnlyList<(string Name, string Unit, Measured Value)> Of(Run run)
    {
        var figures = new List<(string, string, Measured)>();
        if (run.Gc.LohBytesPerSecond is { } loh)
        {
            figures.Add(("loh.allocation", "By/s", new Measured(loh, run.Gc.LohBytesPerSecondError)));
        }

        if (run.Seconds > 0 && run.Gc.Collections.Count > 2 && run.Gc.Generations.Count > 0)
        {
            figures.Add(("gc.gen2", "{collection}/min", Count(run.Gc.Collections[2], run.Seconds / SecondsPerMinute)));
            figures.Add(("gc.pause.share", "1", new Measured(run.Gc.PauseSeconds / run.Seconds, PauseError(run))));
            figures.Add(("gc.pause.longest", "s", new Measured(run.Gc.LongestPauseSeconds, null)));
            AddHoles(figures, run);
        }

        if (run.Allocations.Count > 0)
        {
            figures.Add((SmallObjects, "By/s", Mean([.. run.Allocations.Select(slice => slice.Soh.BytesPerSecond)])));
        }

        return figures;
    }

    // Events that come independently: the least that chance does. None at all could have been three.
    private static Measured Count(int events, double minutes) => new(events / minutes, (events == 0 ? 3 : Normal * Math.Sqrt(events)) / minutes);

    /// <summary>A sum of a random number of pauses, each of its own length.</summary>
    private static double? PauseError(Run run) =>
        run.Gc.Pauses > 0 && run.Pauses.Count == 0 ? null : Normal * Math.Sqrt(run.Pauses.Sum(pause => pause.Seconds * pause.Seconds)) / run.Seconds;

    /// <summary>
    /// Holes are judged after full collections only: before, they are what is about to be filled. Successive readings are not independent, so the error is
    /// how far single ones scatter, not how well their mean is known.
    /// </summary>
    private static void AddHoles(List<(string, string, Measured)> figures, Run run)
    {
        RunGenerationSize[] after = [.. run.Collections.Where(collection => collection.Generation == 2 && collection.After.Count > Loh).Select(collection => collection.After[Loh])];
        if (after.Length > 0)
        {
            figures.Add(("loh.holes", "By", Scatter([.. after.Select(size => (double)(size.FreeListBytes + size.FreeObjectBytes))])));
            figures.Add(("loh.fragmentation", "1", Scatter([.. after.Select(size => size.SizeBytes > 0 ? (double)(size.FreeListBytes + size.FreeObjectBytes) / size.SizeBytes : 0)])));
        }
    }

    private static Measured Scatter(double[] readings) =>
        new(readings.Average(), readings.Length >= LeastReadings ? Normal * Deviation(readings) : null);

    private static Measured Mean(double[] readings) =>
        new(readings.Average(), readings.Length >= LeastReadings ? Normal * Deviation(readings) / Math.Sqrt(readings.Length) : null);

    private static double Deviation(double[] readings)
    {
        double mean = readings.Average();
        return Math.Sqrt(readings.Sum(reading => (reading - mean) * (reading - mean)) / (readings.Length - 1));
    }
}
