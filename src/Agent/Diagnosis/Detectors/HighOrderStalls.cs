using AppFrag.Correlation;
using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Tasks compact memory themselves (direct compaction) while large blocks are scarce and memory as such is not. The
/// counters are the whole host's and pressure does not say what for, so that the own process waited <i>for compaction</i>
/// is never claimed: the kernel's compaction tracepoint would have to name it.
/// </summary>
internal sealed class HighOrderStalls : IDetector
{
    // Heuristics: a stall every second is more than a driver's occasional request; since boot, a number nobody overlooks.
    private const double StallsPerSecond = 1;
    private const long StallsSinceBoot = 1000;

    public string FindingId => "host-high-order-stalls";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { } change
            || change.Vmstat("compact_stall") is not { } stalls
            || !change.Reaches(stalls, StallsPerSecond, StallsSinceBoot)
            || UnusableFreeMemory.Highest(change.Now) is not { Index: >= HostIndexHighNobodyHarmed.HeuristicThreshold } unusable
            || !change.Now.HasMemory()
            || change.VmstatSum("allocstall") > stalls)
        {
            return null;
        }

        bool waits = change.OwnGroupWaits() == true;
        var finding = (NobodyWaited(change) ? ThpDefragRemedy.NoneNeeded : ThpDefragRemedy.For(change.Now)).For(
            FindingId,
            change.IsSinceBoot ? "Allocations have had to compact memory, and large blocks are scarce" : "Allocations have to compact memory, and large blocks are scarce",
            waits ? Severity.Warning : Severity.Info,
            EvidenceLevel.Coincident,
            Details(change, stalls, unusable)) with
        {
            Numbers =
            [
                new FindingNumber("host.compaction.stalls", stalls, "{stall}"), new FindingNumber("host.unusable_index", unusable.Index / 1000.0, "1"),
                .. change.OwnGroupNumbers(),
            ],
            Harm = change.OwnGroupHarm(),
        };
        return finding.With(window, TimelineSeries.CompactionStalls, isOpen: change.Now.TransparentHugePages.GetValueOrDefault("enabled") == "always");
    }

    private static IEnumerable<string> Details(HostChange change, long stalls, UnusableFreeMemory unusable)
    {
        string failed = change.Vmstat("compact_fail") is { } failures ? $", {Quantity.Count(failures)} of them in vain" : "";
        yield return $"{Quantity.Count(stalls)} direct compactions {change.Span}{failed}, on the whole host.";
        yield return FormattableString.Invariant($"{unusable.Where}: {unusable.Index / 10.0:0.0} % could not form a huge page. {Start(change.Now.Available())}.");
        foreach (string line in change.OwnGroupPressure())
        {
            yield return change.Pressure("cgroup/some") > TimeSpan.Zero
                ? line + " Pressure does not say what was waited for: that these waits were compaction is not shown."
                : line;
        }

        foreach (string line in change.OneMoment())
        {
            yield return line;
        }
    }

    /// <summary>Time in direct compaction counts as pressure (psi_memstall_enter): without any, it cost nobody anything.</summary>
    private static bool NobodyWaited(HostChange change)
    {
        TimeSpan?[] known = [.. ((string[])["host/some", "cgroup/some"]).Select(change.Pressure).Where(waited => waited is not null)];
        return known.Length > 0 && known.All(waited => waited == TimeSpan.Zero);
    }

    private static string Start(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
