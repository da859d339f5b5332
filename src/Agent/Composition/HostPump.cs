using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Composition;

/// <summary>Every tick: from the kernel's files to the timeline and the metrics.</summary>
internal sealed class HostPump(HostSource source, MemoryMapCounter maps, Timeline timeline, HostMetricsExport metrics)
{
    /// <summary>The host at the latest tick; <see langword="null"/> when nothing could be read.</summary>
    public HostSample? Latest { get; private set; }

    public IReadOnlyList<SourceStatus> Sources => maps.Status is { } status ? [.. source.Sources, status] : source.Sources;

    public void Tick()
    {
        maps.Tick();
        metrics.UpdateMaps(maps.Utilization);
        if (!source.Tick(out HostSample sample))
        {
            Latest = null;
            metrics.Clear();
            return;
        }

        Latest = sample;
        timeline.Add(sample);
        metrics.Update(source.CaptureReport, sample);
    }

    public HostReport CaptureReport() => source.CaptureReport();
}
