using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>
/// Rounds over all watchers, each round in another order: first forwards, then backwards, beginning one further each
/// time, so that neither a drift of the machine nor a neighbour in the order favours one of them.
/// </summary>
internal sealed class Experiment(Settings settings, Load load, IReadOnlyList<Watcher> watchers)
{
    /// <summary>A trial is made again while other processes of the machine used more than this share of a core.</summary>
    private const double MostForeignCpu = 0.15;

    private const int MostTrials = 3;

    public async Task RunAsync(IEnumerable<int> rounds, Action<Measurement> measured, CancellationToken cancellation)
    {
        foreach (int round in rounds)
        {
            foreach (var watcher in Order(round))
            {
                measured(await MeasureAsync(watcher, round, cancellation));
            }
        }
    }

    private async Task<Measurement> MeasureAsync(Watcher watcher, int round, CancellationToken cancellation)
    {
        for (int trial = 1; ; trial++)
        {
            var measurement = await new Trial(settings, load, watcher).RunAsync(round, cancellation);
            if (measurement.ForeignCpu <= MostForeignCpu || trial == MostTrials)
            {
                return measurement;
            }
        }
    }

    private IEnumerable<Watcher> Order(int round)
    {
        var rotated = Enumerable.Range(0, watchers.Count).Select(i => watchers[(i + (round / 2)) % watchers.Count]);
        return round % 2 == 0 ? rotated : rotated.Reverse();
    }
}
