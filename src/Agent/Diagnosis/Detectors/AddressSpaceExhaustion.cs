using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// The process nears <c>vm.max_map_count</c>, where mmap fails and the runtime ends the process (dotnet/runtime#97316,
/// #90230). Counted in the process itself: level 3.
/// </summary>
internal sealed class AddressSpaceExhaustion : IDetector
{
    // Heuristics: time enough to act, and hardly any left.
    private const double WarnAbove = 0.6;
    private const double CriticalAbove = 0.9;

    public string FindingId => "process-memory-maps";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window.LatestHost?.Process is not { MemoryMaps: { } maps, MemoryMapLimit: { } limit and > 0 } || maps <= limit * WarnAbove)
        {
            return null;
        }

        double share = (double)maps / limit;
        return MapCountRemedy.For(limit).For(
            FindingId,
            "The process nears the limit of its memory mappings",
            share > CriticalAbove ? Severity.Critical : Severity.Warning,
            EvidenceLevel.ObservedInProcess,
            [
                $"{Quantity.Count(maps)} of {Quantity.Count(limit)} mappings ({Quantity.Percent(share)}). Reported above {Quantity.Percent(WarnAbove)}: a heuristic.",
                .. Trend(window, maps),
                "At the limit mmap fails although memory is free, and the .NET runtime ends the process (\"Failed to create RW mapping for RX memory\").",
            ]) with
        {
            Numbers = [new FindingNumber("process.memory_maps", maps, "{map}"), new FindingNumber("process.memory_maps.limit", limit, "{map}")],
            Harm = new FindingHarm { TimeToLimit = TimeToLimit(window, maps, limit) },
        };
    }

    private static TimeSpan? TimeToLimit(DiagnosisWindow window, long maps, long limit) =>
        window.OldestHost is { Process.MemoryMaps: { } before } oldest && oldest.Timestamp < window.LatestHost!.Timestamp && maps > before
            ? (window.LatestHost.Timestamp - oldest.Timestamp) * Math.Min(1e6, Math.Max(0, limit - maps) / (double)(maps - before))
            : null;

    private static IEnumerable<string> Trend(DiagnosisWindow window, long maps)
    {
        if (window.OldestHost is { Process.MemoryMaps: { } before } oldest && oldest.Timestamp < window.LatestHost!.Timestamp)
        {
            yield return $"{(maps >= before ? "+" : "-")}{Quantity.Count(Math.Abs(maps - before))} in {Quantity.Span(window.LatestHost.Timestamp - oldest.Timestamp)}.";
        }
    }
}
