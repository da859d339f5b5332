namespace AppFrag.Model;

/// <summary>Failed page allocations that the kernel log still holds. It is a ring: what it held before has been overwritten.</summary>
/// <param name="FailuresByOrder">Lines "page allocation failure", by order.</param>
/// <param name="Latest">The latest such line, or <see langword="null"/>.</param>
internal sealed record KernelLogReport(IReadOnlyDictionary<int, long> FailuresByOrder, string? Latest)
{
    /// <summary>Failures of orders from <paramref name="lowest"/> to <paramref name="highest"/>.</summary>
    public long Failures(int lowest, int highest) =>
        FailuresByOrder.Where(order => order.Key >= lowest && order.Key <= highest).Sum(order => order.Value);
}
