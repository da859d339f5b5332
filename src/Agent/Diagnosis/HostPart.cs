using AppFrag.Diagnosis.Detectors;

namespace AppFrag.Diagnosis;

/// <summary>What the host did while the process had a problem of its own: the sentence that saves people from tuning the kernel.</summary>
internal static class HostPart
{
    public static IEnumerable<string> Of(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { IsSinceBoot: false } change)
        {
            yield break;
        }

        string[] moved =
        [
            .. Counted("direct compactions", change.Vmstat("compact_stall")),
            .. Counted("allocation stalls", change.VmstatSum("allocstall")),
            .. change.Pressure("host/some") is { } waited && waited > TimeSpan.Zero ? [$"some task waiting for memory for {Quantity.Duration(waited)}"] : Array.Empty<string>(),
        ];
        if (moved.Length > 0)
        {
            yield return $"Host, in the same time: {string.Join(", ", moved)}. Whether that has to do with it is not shown.";
            yield break;
        }

        if (change.Vmstat("compact_stall") is null || change.VmstatSum("allocstall") is null)
        {
            yield break;
        }

        string index = UnusableFreeMemory.Highest(change.Now) is { Index: >= HostIndexHighNobodyHarmed.HeuristicThreshold } unusable
            ? FormattableString.Invariant($" {unusable.Where}: {unusable.Index / 10.0:0} % could not form a huge page, which a .NET heap does not ask for unless transparent huge pages are \"always\".")
            : "";
        yield return $"Host: not involved. No compactions or allocation stalls{(change.Pressure("host/some") is null ? "" : ", nobody waited for memory")} {change.Span}.{index}";
    }

    private static IEnumerable<string> Counted(string what, long? rise) => rise > 0 ? [$"{Quantity.Count(rise.Value)} {what}"] : [];
}
