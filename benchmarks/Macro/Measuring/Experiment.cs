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
/// <param name="load">What to load the services with.</param>
/// <param name="watchers">What to compare with nothing.</param>
/// <param name="mostForeignCpu">A pair is measured again when other processes of the machine used more than this share of a core.</param>
internal sealed class Experiment(Settings settings, Load load, IReadOnlyList<Watcher> watchers, double mostForeignCpu)
{
    private const int MostTrials = 3;

    /// <param name="rounds">How many there are to be in the end.</param>
    /// <param name="isMeasured">What an earlier run has done.</param>
    public IEnumerable<(int Round, Watcher Watcher)> Missing(int rounds, Func<int, Watcher, bool> isMeasured) =>
        from round in Enumerable.Range(0, rounds)
        from watcher in Order(round)
        where !isMeasured(round, watcher)
        select (round, watcher);

    public async Task<Pair> MeasureAsync(Watcher watcher, int round, CancellationToken cancellation)
    {
        var (lower, upper) = Processors.Halves();
        var (own, other) = round % 2 == 0 ? (lower, upper) : (upper, lower);
        for (int trial = 1; ; trial++)
        {
            long measureAt = Stopwatch.GetTimestamp() + (long)(settings.WarmUpSeconds * Stopwatch.Frequency);
            var alone = new Trial(settings, load, new NoWatcher(Watcher.Baseline), other).RunAsync(measureAt, cancellation);
            var watched = new Trial(settings, load, watcher, own).RunAsync(measureAt, cancellation);
            await Task.WhenAll(alone, watched);
            var pair = new Pair(load.Name, watcher.Name, round, await alone, await watched);
            if (pair.ForeignCpu <= mostForeignCpu || trial == MostTrials)
            {
                return pair;
            }
        }
    }

    private IEnumerable<Watcher> Order(int round)
    {
        var rotated = Enumerable.Range(0, watchers.Count).Select(i => watchers[(i + (round / 2)) % watchers.Count]);
        return round % 2 == 0 ? rotated : rotated.Reverse();
    }
}
