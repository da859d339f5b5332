using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// Reads the host's memory. Hot files (buddyinfo, meminfo, vmstat and both pressure files) are read at every tick without
/// allocating; cold ones at the first tick and, for a report, again after a minute. A source that fails never takes the
/// others with it. All members may be called from any thread; none throws because of what a file holds.
/// </summary>
internal sealed class HostSource(HostRoots roots, TimeProvider timeProvider) : IDisposable
{
    public const string NotLinux = "the kernel's memory files exist on Linux only";

    private static readonly TimeSpan SettingsAge = TimeSpan.FromMinutes(1);
    private static readonly string[] HotNames =
        [BuddyinfoReader.Name, MeminfoReader.Name, VmstatReader.Name, PressureReader.HostName, PressureReader.CgroupName];

    private readonly Lock _gate = new();
    private readonly HotFiles _hot = new(roots, timeProvider);
    private HostSettings? _settings;
    private long _settingsReadAt;
    private CgroupFiles? _cgroup;
    private SourceStatus? _cgroupStatus;

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
    public HostReport CaptureReport()
    {
        lock (_gate)
        {
            if (_settings is null)
            {
                TickLocked(out _);
            }

            if (_settings is null || timeProvider.GetElapsedTime(_settingsReadAt) > SettingsAge)
            {
                ReadSettings();
            }

            var cgroup = _cgroup?.ReadMemory(out _cgroupStatus);
            return HostReportBuilder.Build(timeProvider.GetUtcNow(), _hot, _settings, cgroup, CurrentSources());
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _hot.Dispose();
        }
    }

    private bool TickLocked(out HostSample sample)
    {
        if (roots.IsUnsupported)
        {
            sample = HostReportBuilder.Sample(timeProvider.GetTimestamp(), _hot, pmdOrder: 0);
            return false;
        }

        bool any = _hot.Read();
        if (_settings is null)
        {
            ReadSettings();
        }

        any |= _hot.ReadCgroupPressure();
        sample = HostReportBuilder.Sample(timeProvider.GetTimestamp(), _hot, _settings.PmdOrder);
        return any;
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_settings))]
    private void ReadSettings()
    {
        _settingsReadAt = timeProvider.GetTimestamp();
        if (roots.IsUnsupported)
        {
            _settings = HostSettings.None;
            return;
        }

        _settings = HostSettingsReader.Read(roots, PageSize(), timeProvider);
        _cgroup = CgroupFiles.Locate(roots, timeProvider);
        _hot.UseCgroupPressure(_cgroup.PressurePath, _cgroup.NoPressureReason);
    }

    private int PageSize() => roots.IsCopy
        ? PageSizeOfCopy.Guess(_hot.MeminfoText, _hot.VmstatText) ?? Environment.SystemPageSize
        : Environment.SystemPageSize;

    private SourceStatus[] CurrentSources()
    {
        if (roots.IsUnsupported)
        {
            return [.. HotNames.Append(CgroupMemoryReader.Name).Select(name => new SourceStatus(name, SourceState.Unavailable, NotLinux))];
        }

        return
        [
            .. _hot.Statuses,
            _cgroupStatus ?? new SourceStatus(CgroupMemoryReader.Name, SourceState.Unavailable, "read for a report only"),
            .. _settings?.Sources ?? [],
        ];
    }
}
