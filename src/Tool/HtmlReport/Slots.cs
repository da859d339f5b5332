namespace AppFrag.Tool.HtmlReport;

/// <summary>Time cut into equal slots, so that a page stays small and its curves stay true however long the recording was. Pure.</summary>
internal sealed class Slots(double seconds, int count)
{
    public int Count { get; } = count;

    public double Length { get; } = Math.Max(seconds, 1e-6) / count;

    public int Of(double at) => Math.Clamp((int)(at / Length), 0, Count - 1);

    /// <summary>Of each slot the item that counts most, in order of time. Few items are all kept.</summary>
    public IReadOnlyList<T> Pick<T, TKey>(IReadOnlyList<T> items, Func<T, double> at, Func<T, TKey> weight) => items.Count <= Count
        ? items
        : [.. items.GroupBy(item => Of(at(item))).OrderBy(slot => slot.Key).Select(slot => slot.MaxBy(weight)!)];
}
