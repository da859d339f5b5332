using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// Reads the host's memory. Hot files (buddyinfo, meminfo, vmstat, pressure, the own cgroup and the own stat) are read at
/// every tick without allocating; cold ones for a report, when they are due or a finding asks. A source that fails never
/// takes the others with it. All members may be called from any thread; none throws because of what a file holds.
/// </summary>
internal sealed class HostSource : IDisposable
{
    public const string NotLinux = "the kernel's memory files exist on Linux only";

    private static readonly TimeSpan CgroupAge = TimeSpan.FromSeconds(10);
    private static readonly string[] HotNames =
        [BuddyinfoReader.Name, MeminfoReader.Name, VmstatReader.Name, PressureReader.HostName, PressureReader.CgroupName];

    private readonly HostRoots _roots;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _gate = new();
    private readonly HotFiles _hot;
    private readonly MemoryMapCounter _maps;
    private readonly ColdSources _cold;
    private readonly ColdReading<HostSettings> _settings;
    private readonly ColdReading<CgroupReading> _cgroupReport;
    private CgroupFiles? _cgroup;

    public HostSource(HostRoots roots, TimeProvider timeProvider)
    {
        _roots = roots;
        _timeProvider = timeProvider;
        _hot = new HotFiles(roots, timeProvider);
        _maps = new MemoryMapCounter(roots, timeProvider);
        _cold = new ColdSources(roots, timeProvider);
        _settings = new ColdReading<HostSettings>(timeProvider, ColdReading<HostSettings>.Minute, ReadSettings);
        _cgroupReport = new ColdReading<CgroupReading>(timeProvider, CgroupAge, ReadCgroup);
    }

    /// <summary>Whose memory it is; known from the first tick on.</summary>
    public HostScope Scope
    {
        get
        {
            lock (_gate)
            {
                return _cgroup?.Scope ?? HostScope.Host;
            }
        }
    }

    /// <summary>Every source and what became of it at the latest reading.</summary>
    public IReadOnlyList<SourceStatus> Sources
    {
        get
        {
            lock (_gate)
            {
                return CurrentSources();
            }
        }
    }

    /// <summary>Reads the hot files. False when nothing at all is readable; values that are missing are -1.</summary>
    public bool Tick(out HostSample sample)
    {
        lock (_gate)
        {
            return TickLocked(out sample);
        }
    }

    /// <summary>The full picture of the latest tick (or of now, before the first), detached from later ones. Allocates and may read cold files.</summary>
    /// <param name="asked">A finding wants to know now: cold files need not be a minute old to be read again.</param>
    public HostReport CaptureReport(bool asked = false)
    {
        lock (_gate)
        {
            if (_settings.Latest is null)
            {
                TickLocked(out _);
            }

            var settings = _settings.Refresh(asked);
            CgroupReport? cgroup = null;
            if (!_roots.IsUnsupported)
            {
                long resident = _hot.Stat.ResidentPages is > 0 and var pages ? pages * Environment.SystemPageSize : -1;
                _cold.Refresh(settings.PageSize, resident, asked);
                cgroup = _cgroupReport.Refresh(asked).Report;
            }

            return HostReportBuilder.Build(
                _timeProvider.GetUtcNow(), _hot, settings, _cold, _maps, cgroup, _cgroup?.Scope ?? HostScope.Host, CurrentSources());
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _hot.Dispose();
            _maps.Dispose();
        }
    }

    private bool TickLocked(out HostSample sample)
    {
        bool any = false;
        var settings = HostSettings.None;
        if (!_roots.IsUnsupported)
        {
            any = _hot.Read();
            // Once at the first tick; from then on for reports.
            settings = _settings.Latest ?? _settings.Refresh();
            any |= _hot.Cgroup.Read();
            _maps.Tick();
        }

        sample = HostSampleBuilder.Build(
            _timeProvider.GetTimestamp(), _hot, settings.PmdOrder, _maps, _cgroupReport.Latest?.Report?.EffectiveLimitBytes ?? -1, _cold.UnmovablePageblocks);
        return any;
    }

    private HostSettings ReadSettings()
    {
        if (_roots.IsUnsupported)
        {
            return HostSettings.None;
        }

        _cgroup = CgroupFiles.Locate(_roots, _timeProvider);
        _hot.Cgroup.Use(_cgroup);
        return HostSettingsReader.Read(_roots, PageSize(), _timeProvider);
    }

    private CgroupReading ReadCgroup()
    {
        SourceStatus status = new(CgroupMemoryReader.Name, SourceState.Unavailable, "not located yet");
        var report = _cgroup is null ? null : CgroupReportReader.Read(_cgroup, _timeProvider, out status);
        return new CgroupReading(report, status);
    }

    private int PageSize() => _roots.IsCopy
        ? PageSizeOfCopy.Guess(_hot.MeminfoText, _hot.VmstatText) ?? Environment.SystemPageSize
        : Environment.SystemPageSize;

    private SourceStatus[] CurrentSources()
    {
        if (_roots.IsUnsupported)
        {
            return [.. HotNames.Append(CgroupMemoryReader.Name).Select(name => new SourceStatus(name, SourceState.Unavailable, NotLinux))];
        }

        return
        [
            .. _hot.Statuses,
            CgroupStatus(),
            .. _maps.Status is { } maps ? [maps] : Array.Empty<SourceStatus>(),
            .. _settings.Latest?.Sources ?? [],
            .. _cold.Statuses,
        ];
    }

    /// <summary>Of the files of every tick and those of a report the first that failed speaks for the cgroup.</summary>
    private SourceStatus CgroupStatus()
    {
        var hot = _hot.Cgroup.MemoryStatus;
        return hot.State == SourceState.Ok ? _cgroupReport.Latest?.Status ?? hot : hot;
    }

    private sealed record CgroupReading(CgroupReport? Report, SourceStatus Status);
}
