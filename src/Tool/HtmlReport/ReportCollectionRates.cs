using AppFrag.Tool.Runs;

namespace AppFrag.Tool.HtmlReport;

/// <summary>Collections per second.</summary>
/// <param name="Seconds">Length of one slot.</param>
/// <param name="PerSecond">By condemned generation 0, 1, 2, then by slot.</param>
internal sealed record ReportCollectionRates(double Seconds, IReadOnlyList<double[]> PerSecond)
{
    private const int MaxSlots = 240;

    public static ReportCollectionRates Of(Run run)
    {
        var slots = new Slots(run.Seconds, (int)Math.Clamp(run.Seconds, 1, MaxSlots));
        // Of a run that lists every n-th collection, each stands for n.
        double each = run.Collections.Count == 0 ? 0 : (double)run.Gc.Collections.Sum() / run.Collections.Count;
        double[][] perSecond = [new double[slots.Count], new double[slots.Count], new double[slots.Count]];
        foreach (var collection in run.Collections)
        {
            perSecond[Math.Clamp(collection.Generation, 0, 2)][slots.Of(collection.At)] += each / slots.Length;
        }

        return new ReportCollectionRates(slots.Length, [.. perSecond.Select(values => values.Select(value => Math.Round(value, 3)).ToArray())]);
    }
}
