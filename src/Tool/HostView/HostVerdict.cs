using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.HostView;

/// <summary>The answer in a sentence or two, never claiming more than was seen.</summary>
/// <param name="Text">The sentences.</param>
/// <param name="NeedsAttention">Something moved that should not.</param>
internal sealed record HostVerdict(string Text, bool NeedsAttention)
{
    /// <summary>The gravest finding, if one needs attention; then what the free lists and the counters say.</summary>
    public static HostVerdict Of(HostPicture picture)
    {
        var host = OfHost(picture);
        return picture.Findings is [{ Severity: > Severity.Info } worst, ..]
            ? new HostVerdict($"{worst.Title}. {host.Text}", NeedsAttention: true)
            : host;
    }

    private static HostVerdict OfHost(HostPicture picture)
    {
        var (where, index) = UnusableFreeMemory.Highest(picture.Last, picture.Report);
        string pieces = index < 0
            ? "The free lists cannot be read, so nothing can be said about fragmentation."
            : index < HostIndexHighNobodyHarmed.HeuristicThreshold
                ? $"Free memory is not in small pieces: {Units.Percent(1000 - picture.Last.UnusableIndexPmd)} of it can form huge pages."
                : $"{SafeText.OneLine(where)} is in small pieces: {Units.Percent(index)} of it cannot form a huge page.";

        if (!picture.HasTwoReadings)
        {
            return new HostVerdict($"{pieces} {SinceBoot(picture)}", NeedsAttention: false);
        }

        string span = Units.Seconds(picture.Window.Length);
        string[] risen = [.. HarmCounter.Compare(picture.First, picture.Last).Where(counter => counter.Moved).Select(counter => Rise(counter))];
        if (risen.Length > 0)
        {
            string meaning = index >= HostIndexHighNobodyHarmed.HeuristicThreshold
                ? "Seen at the same time, not shown to be connected: keep watching under load."
                : "With large blocks free that is not fragmentation: memory, or the cgroup's limit, is short.";
            return new HostVerdict($"{pieces} Within {span} there was: {string.Join(", ", risen)}. {(index < 0 ? "" : meaning)}".TrimEnd(), NeedsAttention: true);
        }

        return picture.Last.AllocationStalls < 0
            ? new HostVerdict($"{pieces} Without vmstat nobody can say whether anybody waited for memory.", NeedsAttention: false)
            : new HostVerdict(
                (picture.Last.HostPressureSome < 0
                    ? $"{pieces} No stall was counted within {span} (pressure cannot be read)"
                    : $"{pieces} Nobody waited for memory within {span}") + Outlook(picture),
                NeedsAttention: false);
    }

    /// <summary>What follows from quiet counters; a short look at a machine that had stalls before promises less.</summary>
    private static string Outlook(HostPicture picture) =>
        picture.Findings.Any(finding => finding.Id != HostIndexHighNobodyHarmed.Id) ? "; see the findings."
        : picture.Window.Length < HostState.LeastWindow && HarmCounter.Compare(picture.Last, picture.Last).Any(counter => counter.SinceBoot > 0)
            ? ". There were stalls or waits before: watch it under load (--watch)."
            : ": nothing to do.";

    private static string SinceBoot(HostPicture picture)
    {
        string[] past = [.. HarmCounter.Compare(picture.Last, picture.Last).Where(counter => counter.SinceBoot > 0).Select(counter => counter.Name)];
        return past.Length > 0
            ? $"Since boot there was: {string.Join(", ", past)}. A copy is one moment and cannot tell whether that goes on."
            : picture.Last.AllocationStalls < 0
                ? "Without vmstat nobody can say whether anybody waited for memory."
                : picture.Last.HostPressureSome < 0
                    ? "No stall has been counted since boot (pressure cannot be read)" + Outlook(picture)
                    : "Nobody has waited for memory since boot" + Outlook(picture);
    }

    private static string Rise(HarmCounter counter)
    {
        long rise = counter.SinceBoot - counter.Before;
        return counter.Name.Contains("pressure", StringComparison.Ordinal)
            ? $"{counter.Name} {Units.Microseconds(rise)}"
            : $"{counter.Name} {Units.Count(rise)}";
    }
}
