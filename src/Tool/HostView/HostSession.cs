using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Tool.HostView;

/// <summary>Readings of one host over the last minute (full ones over ten), and the host detectors on them.</summary>
/// <param name="roots">Where the kernel's files are.</param>
/// <param name="kernelLog">A saved kernel log; <see langword="null"/> for this machine's own, which is not read for a copy.</param>
/// <param name="timeProvider">Clock.</param>
internal sealed class HostSession(HostRoots roots, string? kernelLog, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LogAge = TimeSpan.FromSeconds(10);

    private readonly HostSource _source = new(roots, timeProvider);
    private readonly List<HostSample> _samples = [];
    private readonly HostHistory _history = new();
    private HostReport? _latest;
    private KernelLogReport? _log;
    private SourceStatus? _logStatus;
    private long? _logReadAt;

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

        ReadKernelLog();
        // Whoever runs this command asks now: what is expensive to read is read again within its limits.
        var report = _source.CaptureReport(asked: true);
        if (roots.IsCopy && _samples.Count > 0 && _samples[^1] with { Timestamp = sample.Timestamp } == sample)
        {
            // A copy that nobody renewed is still one moment: a second reading of it would pretend that nothing moved.
            return true;
        }

        _samples.RemoveAll(old => Stopwatch.GetElapsedTime(old.Timestamp, sample.Timestamp) > Kept);
        _samples.Add(sample);
        _latest = report with { Sources = [.. report.Sources, _logStatus!] };
        _history.Add(_latest);
        return true;
    }

    /// <summary>What there is to show after at least one <see cref="Read"/>.</summary>
    public HostPicture Capture()
    {
        var latest = _latest ?? throw new InvalidOperationException("Nothing has been read yet.");
        var window = new DiagnosisWindow
        {
            Length = Stopwatch.GetElapsedTime(_samples[0].Timestamp, _samples[^1].Timestamp),
            Host = [.. _samples],
            LatestHost = latest,
            EarlierHost = _history.At(latest.Timestamp - Kept),
            OldestHost = _history.Oldest,
            KernelLog = _log,
        };
        return new HostPicture(window, latest, Diagnosis.Findings.In(window, HostDetectors.All));
    }

    public void Dispose() => _source.Dispose();

    private void ReadKernelLog()
    {
        if (kernelLog is not null)
        {
            _log = KernelLog.ReadFile(kernelLog, timeProvider, out _logStatus);
        }
        else if (roots.IsCopy)
        {
            _logStatus = new SourceStatus(KernelLogReader.Name, SourceState.Unavailable, "not part of a copied tree: save it there with dmesg and give --kernel-log");
        }
        else if (_logReadAt is not { } at || timeProvider.GetElapsedTime(at) > LogAge)
        {
            _logReadAt = timeProvider.GetTimestamp();
            _log = KernelLog.ReadLive(out _logStatus);
        }
    }
}
