using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Requests above order 3 fail while the fragmentation index lies between 0 and <c>vm.extfrag_threshold</c>, where the
/// kernel takes lack of memory for the reason and skips compaction (mm/compaction.c, compaction_suitable).
/// </summary>
internal sealed class CostlyOrdersNotCompacted : IDetector
{
    private const double FailuresPerSecond = 1;
    private const long FailuresSinceBoot = 1000;

    public string FindingId => "host-costly-orders-not-compacted";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { } change
            || !change.Now.HasMemory()
            || !change.Now.Sysctl.TryGetValue("extfrag_threshold", out long threshold)
            || Failures(window, change) is not { } failures
            || Skipped(change.Now, threshold) is not { } skipped)
        {
            return null;
        }

        return ExtfragThresholdRemedy.For(threshold, skipped.Index).For(
            FindingId,
            "Large requests fail at an index for which the kernel does not try compaction",
            Severity.Info,
            EvidenceLevel.Coincident,
            [
                failures,
                FormattableString.Invariant($"Zone {skipped.Zone.Zone} on node {skipped.Zone.Node} has no free block of order {skipped.Order}; its fragmentation index there is {skipped.Index}, not above vm.extfrag_threshold {threshold}. Towards 0 lack of memory is the likelier reason."),
                "That it was this zone and this order that failed is not shown. Requests of such orders are expected to fail and to fall back.",
                .. change.OneMoment(),
            ]) with
        {
            Numbers = [new FindingNumber("host.fragmentation_index", skipped.Index / 1000.0, "1"), new FindingNumber("host.extfrag_threshold", threshold / 1000.0, "1")],
            Scope = FormattableString.Invariant($"node{skipped.Zone.Node}/{skipped.Zone.Zone}"),
        };
    }

    private static string? Failures(DiagnosisWindow window, HostChange change)
    {
        long logged = window.KernelLog?.Failures(KernelDefaults.CostlyOrder + 1, int.MaxValue) ?? 0;
        if (logged > 0)
        {
            return $"The kernel log has {Quantity.Count(logged)} failed allocations above order {KernelDefaults.CostlyOrder}, as far back as it reaches.";
        }

        long? fallbacks = change.Vmstat("thp_fault_fallback") - (change.Vmstat("thp_fault_fallback_charge") ?? 0);
        return change.Reaches(fallbacks, FailuresPerSecond, FailuresSinceBoot)
            ? $"{Quantity.Count(fallbacks!.Value)} page faults wanted a huge page and got ordinary ones {change.Span}."
            : null;
    }

    /// <summary>The lowest index above 0 at which compaction is skipped, in a zone that matters.</summary>
    private static (ZoneReport Zone, int Order, int Index)? Skipped(HostReport host, long threshold)
    {
        (ZoneReport Zone, int Order, int Index)? lowest = null;
        long free = host.Zones.Select(zone => zone.FreePages).Total();
        foreach (var zone in host.Zones.Where(zone => zone.FreePages >= free / UnusableFreeMemory.SmallestShare))
        {
            for (int order = KernelDefaults.CostlyOrder + 1; order <= Math.Min(host.PmdOrder, zone.FragmentationIndex.Count - 1); order++)
            {
                int index = zone.FragmentationIndex[order];
                if (index > 0 && index <= threshold && (lowest is null || index < lowest.Value.Index))
                {
                    lowest = (zone, order, index);
                }
            }
        }

        return lowest;
    }
}
