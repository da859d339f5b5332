using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>
/// When the findings of a run held: its detectors once more, over windows that slide along the recording. What a window is
/// too short to carry, or rests on the two full readings of the host, held over the whole. Pure.
/// </summary>
internal sealed class RunEpisodes(RecordedRun recorded)
{
    private const int MostWindows = 120;

    // The agent's own window and step, where the recording is long enough.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    public IReadOnlyList<RunEpisode> Of(IReadOnlyList<Finding> findings, IEnumerable<IDetector> detectors)
    {
        var ids = findings.Select(finding => finding.Id).ToHashSet();
        var own = detectors.Where(detector => ids.Contains(detector.FindingId) && !HostDetectors.All.Contains(detector)).ToArray();
        var held = Windows().SelectMany(window => Held(window, own)).ToLookup(episode => episode.Finding);
        return
        [
            .. findings
                .SelectMany(finding => held[finding.Id].Any() ? Join(held[finding.Id]) : [new RunEpisode(finding.Id, 0, Seconds(recorded.End))])
                .OrderBy(episode => episode.From),
        ];
    }

    private IEnumerable<(long From, long To)> Windows()
    {
        double seconds = Seconds(recorded.End);
        double window = Math.Min(Window.TotalSeconds, seconds / 4);
        double step = Math.Max(Math.Min(Step.TotalSeconds, window / 2), seconds / MostWindows);
        for (double from = 0; from + window <= seconds + (step / 2); from += step)
        {
            yield return (Ticks(from), Math.Min(recorded.End, Ticks(from + window)));
        }
    }

    private IEnumerable<RunEpisode> Held((long From, long To) span, IDetector[] detectors)
    {
        var pauses = recorded.Gc.LongestPauses.Where(pause => pause.Start >= span.From && pause.Start < span.To).ToArray();
        var window = new DiagnosisWindow
        {
            Length = Stopwatch.GetElapsedTime(span.From, span.To),
            Gc = [.. recorded.Gc.Samples.Where(sample => sample.Timestamp >= span.From && sample.Timestamp < span.To)],
            Sites = SiteEstimator.Sites([.. recorded.Bursts.Where(burst => burst.End > span.From && burst.Start < span.To)]),
            Pauses = new PauseSummary
            {
                Count = pauses.Length,
                Total = pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause.Duration),
                Max = pauses.Length == 0 ? TimeSpan.Zero : pauses.Max(pause => pause.Duration),
            },
        };
        return detectors
            .Where(detector => detector.Detect(window) is not null)
            .Select(detector => new RunEpisode(detector.FindingId, Seconds(span.From), Seconds(span.To)));
    }

    private static List<RunEpisode> Join(IEnumerable<RunEpisode> windows)
    {
        var joined = new List<RunEpisode>();
        foreach (var window in windows)
        {
            if (joined.Count > 0 && window.From <= joined[^1].To)
            {
                joined[^1] = joined[^1] with { To = window.To };
            }
            else
            {
                joined.Add(window);
            }
        }

        return joined;
    }

    private double Seconds(long timestamp) => RunTimeline.Seconds(recorded, timestamp);

    private long Ticks(double seconds) => recorded.Start + (long)(seconds * Stopwatch.Frequency);
}
