using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>
/// Rounds over all watchers, each round in another order: first forwards, then backwards, beginning one further each
/// time, so that neither a drift of the machine nor a neighbour in the order favours one of them.
/// </summary>
internal sealed class Experiment(Settings settings, Load load, IReadOnlyList<Watcher> watchers)
{
    public async Task RunAsync(IEnumerable<int> rounds, Action<Measurement> measured, CancellationToken cancellation)
    {
        foreach (int round in rounds)
        {
            foreach (var watcher in Order(round))
            {
                var measurement = await new Trial(settings, load, watcher).RunAsync(round, cancellation);
                measured(measurement);
            }
        }
    }

    private IEnumerable<Watcher> Order(int round)
    {
        var rotated = Enumerable.Range(0, watchers.Count).Select(i => watchers[(i + (round / 2)) % watchers.Count]);
        return round % 2 == 0 ? rotated : rotated.Reverse();
    }
}
