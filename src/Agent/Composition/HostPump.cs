using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Composition;

/// <summary>Every tick: from the kernel's files to the timeline and the metrics.</summary>
internal sealed class HostPump(HostSource source, Timeline timeline, HostHistory history, HostMetricsExport metrics, TimeProvider timeProvider)
{
    /// <summary>A full reading costs about a millisecond; findings are made every ten seconds.</summary>
    private static readonly TimeSpan FullReadingInterval = TimeSpan.FromSeconds(10);

    private long? _fullReadingAt;

    /// <summary>The host at the latest tick; <see langword="null"/> when nothing could be read.</summary>
    public HostSample? Latest { get; private set; }

    public IReadOnlyList<SourceStatus> Sources => source.Sources;

    public void Tick()
    {
        if (!source.Tick(out HostSample sample))
        {
            Latest = null;
            metrics.Clear();
            return;
        }

        Latest = sample;
        timeline.Add(sample);
        metrics.Update(() => source.CaptureReport(), sample, source.Scope);
        if (_fullReadingAt is not { } at || timeProvider.GetElapsedTime(at) >= FullReadingInterval)
        {
            _fullReadingAt = timeProvider.GetTimestamp();
            history.Add(source.CaptureReport());
        }
    }

    /// <param name="asked">A finding about the host is open: what is expensive to read is wanted fresh.</param>
    public HostReport CaptureReport(bool asked) => source.CaptureReport(asked);
}
