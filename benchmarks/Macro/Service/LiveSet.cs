namespace AppFrag.MacroBenchmark.Service;

/// <summary>
/// What the service holds all the time, as services do. Without it the GC's budgets would be the least there are, and
/// the few megabytes that a watcher in the process keeps would change how often it collects: the comparison would
/// measure that and not the watching.
/// </summary>
internal sealed class LiveSet
{
    private readonly byte[][] _documents = [.. Enumerable.Range(0, 24).Select(_ => new byte[1_000_000])];
    private readonly Dictionary<int, Order> _orders = Enumerable.Range(0, 50_000)
        .ToDictionary(id => id, id => new Order(id, $"customer-{id % 5000}", "article " + (id % 900), 1, id));

    /// <summary>For a look-up now and then, which keeps it alive.</summary>
    public int Count => _documents.Length + _orders.Count;
}
