using System.Globalization;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Results;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>Measures, keeps every pair as soon as it is there, prints the table.</summary>
internal static class MeasureMain
{
    public static async Task<int> RunAsync(Settings settings, IReadOnlyList<Load> loads, IReadOnlyList<Watcher> watchers, int rounds, int mostTrials, double mostForeignCpu, string path, CancellationToken cancellation)
    {
        try
        {
            var file = ResultsFile.Open(path, settings);
            int left = mostTrials;
            foreach (var life in Lives(settings, loads))
            {
                var experiment = new Experiment(settings, life, watchers, mostForeignCpu);
                foreach (var (round, watcher) in experiment.Missing(rounds, (load, round, watcher) => file.Has(load.Name, watcher.Name, round)))
                {
                    if (left-- > 0)
                    {
                        foreach (var pair in await experiment.MeasureAsync(watcher, round, cancellation))
                        {
                            Keep(pair);
                        }
                    }
                }
            }

            Console.Write(ResultsTable.Write(file));
            return 0;

            void Keep(Pair pair)
            {
                file = file.With(pair);
                file.Save(path);
                Say(pair, "none", pair.Alone);
                Say(pair, pair.Watcher, pair.Watched);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pair.Watched.CpuPerRequest / pair.Alone.CpuPerRequest:0.000}, against the load's {pair.Watched.CpuBySender / pair.Alone.CpuBySender:0.000}"));
            }

            static void Say(Pair pair, string name, Measurement measurement)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pair.Load} round {pair.Round} {name}: {measurement.CpuPerRequest * 1e6:0.0} µs/request, {measurement.Requests / measurement.Seconds:0} requests/s, p99 {measurement.P99Milliseconds:0.00} ms, RSS {measurement.ResidentBytes / 1e6:0} MB, {measurement.CollectionsPerRequest:0.0000} GCs/request, others used {measurement.ForeignCpu * 100:0} % of a core, stolen {measurement.StolenCpu * 100:0.0} %; sender {measurement.SenderCpuSeconds / measurement.Requests * 1e6:0.0} µs/request"));
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

    // A service that holds something all the time and one that does not cannot be the same.
    private static IEnumerable<IReadOnlyList<Load>> Lives(Settings settings, IReadOnlyList<Load> loads) =>
        settings.InOneLife ? loads.GroupBy(load => load.HasLiveSet).Select(life => life.ToArray()) : loads.Select(load => new[] { load });
}
