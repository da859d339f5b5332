using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Collections of generation 2 that began because the budget of the large object heap was used up. Where collections come
/// too fast to see each of them, the runtime still counts them all, and the reasons of those that were seen stand for the rest.
/// </summary>
internal readonly record struct ForcedCollections
{
    // reason_alloc_loh of gc_reason (src/coreclr/gc/gc.h).
    private const int ReasonAllocLoh = 4;

    // Fewer say nothing of those that were not seen.
    private const int LeastSeen = 5;

    private ForcedCollections(int counted, int seen, int forced, TimeSpan window)
    {
        Counted = counted;
        Share = seen > 0 && (seen >= LeastSeen || seen >= counted) ? (double)forced / seen : 0;
        PerMinute = Share * counted / Math.Max(window.TotalMinutes, 1.0 / 60);
        string length = Quantity.Duration(window);
        Description = seen >= counted
            ? string.Create(CultureInfo.InvariantCulture, $"{forced} of {counted} gen2 collections in {length} began because the budget of the large object heap was used up (reason alloc_loh).")
            : string.Create(CultureInfo.InvariantCulture, $"{counted} gen2 collections in {length}; of {seen} whose reason was seen, {forced} began because the budget of the large object heap was used up (alloc_loh).");
    }

    /// <summary>All collections of generation 2.</summary>
    public int Counted { get; }

    /// <summary>Part of them that was forced so; 0 when too few were seen.</summary>
    public double Share { get; }

    /// <summary>How many that makes.</summary>
    public double Count => Math.Round(Share * Counted);

    /// <summary>How many of them a minute.</summary>
    public double PerMinute { get; }

    public string Description { get; }

    public static ForcedCollections In(DiagnosisWindow window)
    {
        GcSample[] seen = [.. RequestBufferSite.Gen2(window).Where(sample => sample.Reason >= 0)];
        int counted = Math.Max(window.Gen2Collections ?? 0, seen.Length);
        return new ForcedCollections(counted, seen.Length, seen.Count(sample => sample.Reason == ReasonAllocLoh), window.Length);
    }
}
