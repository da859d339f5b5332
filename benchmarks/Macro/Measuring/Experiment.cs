using System.Diagnostics;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>
/// Rounds over all watchers. Each is measured at the same time as a service without one, every service with its load on
/// half of the processors, and the halves are changed from round to round: how fast the machine is, which on a virtual one
/// changes by a third from minute to minute, concerns both alike and leaves their ratio alone (the "duet" of Bulej et al.,
/// Duet Benchmarking: Improving Measurement Accuracy in the Cloud, ICPE 2020).
/// </summary>
/// <param name="settings">How to measure.</param>
/// <param name="loads">What to load the services with, one after the other.</param>
/// <param name="watchers">What to compare with nothing.</param>
/// <param name="mostForeignCpu">A pair is measured again when other processes of the machine used more than this share of a core.</param>
internal sealed class Experiment(Settings settings, IReadOnlyList<Load> loads, IReadOnlyList<Watcher> watchers, double mostForeignCpu)
{
    private const int MostTrials = 3;

    /// <param name="rounds">How many there are to be in the end.</param>
    /// <param name="isMeasured">What an earlier run has done.</param>
    public IEnumerable<(int Round, Watcher Watcher)> Missing(int rounds, Func<Load, int, Watcher, bool> isMeasured) =>
        from round in Enumerable.Range(0, rounds)
        from watcher in Order(round)
        where !loads.All(load => isMeasured(load, round, watcher))
        select (round, watcher);

    /// <returns>One for each load.</returns>
    public async Task<IReadOnlyList<Pair>> MeasureAsync(Watcher watcher, int round, CancellationToken cancellation)
    {
        var (lower, upper) = Processors.Halves();
        var (own, other) = round % 2 == 0 ? (lower, upper) : (upper, lower);
        for (int trial = 1; ; trial++)
        {
            long start = Stopwatch.GetTimestamp();
            var alone = new Trial(settings, loads, new NoWatcher(Watcher.Baseline), other).RunAsync(start, cancellation);
            var watched = new Trial(settings, loads, watcher, own).RunAsync(start, cancellation);
            await Task.WhenAll(alone, watched);
            Pair[] pairs = [.. loads.Zip(await alone, await watched).Select(one => new Pair(one.First.Name, watcher.Name, round, one.Second, one.Third))];
            if (pairs.Max(pair => pair.ForeignCpu) <= mostForeignCpu || trial == MostTrials)
            {
                return pairs;
            }
        }
    }

    private IEnumerable<Watcher> Order(int round)
    {
        var rotated = Enumerable.Range(0, watchers.Count).Select(i => watchers[(i + (round / 2)) % watchers.Count]);
        return round % 2 == 0 ? rotated : rotated.Reverse();
    }
}
