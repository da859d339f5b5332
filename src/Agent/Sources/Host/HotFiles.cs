using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// The files of every tick and what was last understood of them. A file that fails leaves its values at "unknown" and the
/// others untouched. Not thread-safe.
/// </summary>
internal sealed class HotFiles : IDisposable
{
    private const string NoProcfs = "not a Linux procfs, or a sandbox without it";
    private const string NoPressure = "needs CONFIG_PSI and, where it is off by default, the boot parameter psi=1";
    private const string NoCgroupPressure = "needs pressure stall information (psi=1) and cgroup.pressure not switched off";

    private readonly TimeProvider _timeProvider;
    private readonly KernelFile _buddyinfo;
    private readonly KernelFile _meminfo;
    private readonly KernelFile _vmstat;
    private readonly KernelFile _pressure;
    private KernelFile? _cgroupPressure;
    private string _cgroupReason = "not read yet";

    public HotFiles(HostRoots roots, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _buddyinfo = new KernelFile(BuddyinfoReader.Name, roots.Proc("buddyinfo"), NoProcfs, timeProvider);
        _meminfo = new KernelFile(MeminfoReader.Name, roots.Proc("meminfo"), NoProcfs, timeProvider);
        _vmstat = new KernelFile(VmstatReader.Name, roots.Proc("vmstat"), NoProcfs, timeProvider);
        _pressure = new KernelFile(PressureReader.HostName, roots.Proc("pressure/memory"), NoPressure, timeProvider);
    }

    public BuddyinfoZones Zones { get; } = new();

    public MeminfoReader.Totals Memory { get; private set; } = MeminfoReader.Totals.None;

    public VmstatReader.Counters Vmstat { get; private set; } = VmstatReader.Counters.None;

    public PressureReader.Totals HostPressure { get; private set; } = PressureReader.Totals.None;

    public PressureReader.Totals CgroupPressure { get; private set; } = PressureReader.Totals.None;

    public ReadOnlySpan<byte> MeminfoText => _meminfo.Text;

    public ReadOnlySpan<byte> VmstatText => _vmstat.Text;

    public IEnumerable<SourceStatus> Statuses =>
    [
        _buddyinfo.Status,
        _meminfo.Status,
        _vmstat.Status,
        _pressure.Status,
        _cgroupPressure?.Status ?? new SourceStatus(PressureReader.CgroupName, SourceState.Unavailable, _cgroupReason),
    ];

    /// <summary>Names the own cgroup's pressure file, or why there is none. An unchanged path keeps the open file.</summary>
    public void UseCgroupPressure(string? path, string reason)
    {
        _cgroupReason = reason;
        if (_cgroupPressure?.Path != path)
        {
            _cgroupPressure?.Dispose();
            _cgroupPressure = path is null ? null : new KernelFile(PressureReader.CgroupName, path, NoCgroupPressure, _timeProvider);
        }
    }

    /// <summary>Reads all but the cgroup's pressure. False when none could be understood.</summary>
    public bool Read()
    {
        bool any = false;

        Zones.Clear();
        if (_buddyinfo.TryRead())
        {
            any |= Conclude(_buddyinfo, BuddyinfoReader.TryParse(_buddyinfo.Text, Zones, out var failure), failure);
        }

        Memory = MeminfoReader.Totals.None;
        if (_meminfo.TryRead())
        {
            any |= Conclude(_meminfo, MeminfoReader.TryParse(_meminfo.Text, out var totals, out var failure), failure);
            Memory = totals;
        }

        Vmstat = VmstatReader.Counters.None;
        if (_vmstat.TryRead())
        {
            any |= Conclude(_vmstat, VmstatReader.TryParse(_vmstat.Text, out var counters, out var failure), failure);
            Vmstat = counters;
        }

        HostPressure = ReadPressure(_pressure, NoPressure);
        return any || HostPressure.Some >= 0;
    }

    public bool ReadCgroupPressure()
    {
        CgroupPressure = _cgroupPressure is null ? PressureReader.Totals.None : ReadPressure(_cgroupPressure, NoCgroupPressure);
        return CgroupPressure.Some >= 0;
    }

    public void Dispose()
    {
        _buddyinfo.Dispose();
        _meminfo.Dispose();
        _vmstat.Dispose();
        _pressure.Dispose();
        _cgroupPressure?.Dispose();
    }

    private static PressureReader.Totals ReadPressure(KernelFile file, string remedy)
    {
        if (!file.TryRead())
        {
            return PressureReader.Totals.None;
        }

        if (file.Text.IsEmpty)
        {
            // What copying a pressure file leaves behind when reading it fails with EOPNOTSUPP (psi=0).
            file.SetEmpty(remedy);
            return PressureReader.Totals.None;
        }

        Conclude(file, PressureReader.TryParse(file.Text, out var totals, out var failure), failure);
        return totals;
    }

    private static bool Conclude(KernelFile file, bool parsed, ParseFailure failure)
    {
        if (parsed)
        {
            file.SetOk();
        }
        else
        {
            file.SetMalformed(failure);
        }

        return parsed;
    }
}
