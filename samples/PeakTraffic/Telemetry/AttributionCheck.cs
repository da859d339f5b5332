using System.Diagnostics;

namespace PeakTraffic.Telemetry;

/// <summary>
/// Compares each <c>gc.large_allocation</c> span with the size that its parent, the request, wrote down itself.
/// </summary>
internal sealed class AttributionCheck
{
    private const int Limit = 50_000;

    // Of full size from the start: it grows in the thread of whatever request ends, and would be a large object of that request.
    private readonly Dictionary<ActivitySpanId, long[]> _truths = new(Limit);
    private readonly List<(ActivitySpanId Parent, long Size)> _claims = [];

    public void Add(Activity span)
    {
        if (_truths.Count < Limit && Truth(span) is { } sizes)
        {
            _truths[span.SpanId] = sizes;
        }
        else if (_claims.Count < Limit && span.OperationName == "gc.large_allocation" && span.GetTagItem("appfrag.allocation.size") is long size)
        {
            _claims.Add((span.ParentSpanId, size));
        }
    }

    /// <summary>How many spans could be compared, and how many of them named a size that their request really allocated.</summary>
    public (int Compared, int Right) Count()
    {
        var compared = _claims.Where(claim => _truths.ContainsKey(claim.Parent)).ToArray();
        return (compared.Length, compared.Count(claim => _truths[claim.Parent].Contains(claim.Size)));
    }

    private static long[]? Truth(Activity span) =>
        span.GetTagItem(AllocationTruth.SizesTag) as long[]
        ?? (span.GetTagItem(AllocationTruth.SizeTag) is long size ? [size] : null);
}
