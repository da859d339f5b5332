using System.Text.Json;
using AppFrag.Diagnosis;

namespace AppFrag.Gallery;

/// <summary>What follows from a scenario, as the one line that it prints.</summary>
internal static class GalleryJson
{
    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];

    public static string Of(string scenario, DiagnosisWindow window) => JsonSerializer.Serialize(new
    {
        scenario,
        findings = Findings.In(window, ServiceDetectors.All).Select(finding => new
        {
            id = finding.Id,
            severity = finding.Severity.ToString(),
            evidence = (int)finding.Evidence,
            symptomOf = finding.SymptomOf,
            harm = finding.Harm.Score,
            details = finding.Details,
        }),
        associations = window.Associations.Select(association => new
        {
            pair = association.Pair.Id,
            test = association.Test.ToString(),
            effect = association.Effect,
            lagSeconds = association.LagSeconds,
            p = association.AdjustedP,
            count = association.Count,
        }),
        changes = window.Changes.Select(change => new { series = change.Series.ToString(), before = change.Before, after = change.After }),
        seen = Seen(window),
    });

    // Why a finding is missing can only be told from what the agent saw.
    private static IEnumerable<string> Seen(DiagnosisWindow window)
    {
        if (window.Gc is [.., var latest])
        {
            yield return string.Join(", ", Generations.Select((name, i) => FormattableString.Invariant($"{name} {latest.Sizes[i].SizeBytes >> 20} MiB with holes of {latest.Sizes[i].FragmentedBytes >> 20} MiB")));
        }

        yield return FormattableString.Invariant($"collections {string.Join(' ', window.Collections)}, paused {window.Pauses.Total.TotalSeconds:0.00} s, at most {window.Pauses.Max.TotalMilliseconds:0} ms, in {window.Length.TotalSeconds:0} s");
        foreach (var pinned in window.Pinned.Take(3))
        {
            yield return FormattableString.Invariant($"pinned {pinned.Objects:0} {pinned.Type} {pinned.Bytes:0} bytes");
        }

        foreach (var site in window.Sites.Take(4))
        {
            yield return FormattableString.Invariant($"site {site.Kind} {site.Method}:{site.Line} {site.Type} {site.BytesPerSecond / 1e6:0.0} MB/s share {site.Share:0.00} size {site.ObjectSize} ± {site.Sizes?.Deviation:0} samples {site.Samples} routes {site.Routes.Sum(route => route.Share):0.00}");
        }

        if (window.Host is [var first, .., var last])
        {
            yield return FormattableString.Invariant($"host: unusable index {first.UnusableIndexPmd} to {last.UnusableIndexPmd}, {last.MemAvailableBytes >> 20} MiB available");
            yield return FormattableString.Invariant($"own group: {last.CgroupCurrentBytes >> 20} of {last.CgroupLimitBytes >> 20} MiB, limit reached {last.CgroupMaxEvents - first.CgroupMaxEvents} times, major faults {last.ProcessMajorFaults - first.ProcessMajorFaults}, maps {last.MemoryMaps} of {last.MemoryMapLimit}");
        }
    }
}
