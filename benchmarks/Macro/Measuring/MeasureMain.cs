using System.Globalization;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Results;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>Measures, keeps every measurement as soon as it is there, prints the table.</summary>
internal static class MeasureMain
{
    public static async Task<int> RunAsync(Settings settings, IReadOnlyList<Load> loads, IReadOnlyList<Watcher> watchers, int rounds, string path, CancellationToken cancellation)
    {
        try
        {
            var file = ResultsFile.Open(path, settings);
            foreach (var load in loads)
            {
                int first = file.NextRound(load.Name);
                await new Experiment(settings, load, watchers).RunAsync(Enumerable.Range(first, rounds), Keep, cancellation);
            }

            Console.Write(ResultsTable.Write(file));
            return 0;

            void Keep(Measurement measurement)
            {
                file = file.With(measurement);
                file.Save(path);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measurement.Load} round {measurement.Round} {measurement.Watcher}: {measurement.CpuPerRequest * 1e6:0.0} µs/request, {measurement.Requests / measurement.Seconds:0} requests/s, p99 {measurement.P99Milliseconds:0.00} ms, RSS {measurement.ResidentBytes / 1e6:0} MB, {measurement.CollectionsPerRequest:0.0000} GCs/request, others used {measurement.ForeignCpu * 100:0} % of a core"));
            }
        }
        catch (InvalidOperationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Interrupted; what was measured is in {path}.");
            return 130;
        }
    }
}
