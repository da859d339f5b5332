using System.Diagnostics;
using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Tool.HostView;

/// <summary>Readings of one host over the last minute, and the host detectors on them.</summary>
internal sealed class HostSession(HostRoots roots, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly IDetector[] Detectors = [new HostIndexHighNobodyHarmed()];

    private readonly HostSource _source = new(roots, timeProvider);
    private readonly List<HostSample> _samples = [];

    /// <summary>One sentence for the case that <see cref="Read"/> found nothing.</summary>
    public string WhyNothing => $"nothing to read below {roots.Procfs}: {Buddyinfo.Reason}";

    /// <summary>Why there are no free lists although other files could be read; <see langword="null"/> when there are.</summary>
    public string? WhyNoZones => Buddyinfo.State == SourceState.Ok ? null : Buddyinfo.Reason;

    private SourceStatus Buddyinfo => _source.Sources.First(source => source.Name == BuddyinfoReader.Name);

    /// <summary>Takes one more reading; false when nothing at all could be read.</summary>
    public bool Read()
    {
        if (!_source.Tick(out var sample))
        {
            return false;
        }

        _samples.RemoveAll(old => Stopwatch.GetElapsedTime(old.Timestamp, sample.Timestamp) > Kept);
        _samples.Add(sample);
        return true;
    }

    public HostPicture Capture()
    {
        var report = _source.CaptureReport();
        var window = new DiagnosisWindow
        {
            Length = Stopwatch.GetElapsedTime(_samples[0].Timestamp, _samples[^1].Timestamp),
            Host = [.. _samples],
            LatestHost = report,
        };
        return new HostPicture(window, report, [.. Detectors.Select(detector => detector.Detect(window)).OfType<Finding>()]);
    }

    public void Dispose() => _source.Dispose();
}
