using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// The files of every tick and what was last understood of them. A file that fails leaves its values at "unknown" and the
/// others untouched. Not thread-safe.
/// </summary>
internal sealed class HotFiles : IDisposable
{
    private const string NoProcfs = "not a Linux procfs, or a sandbox without it";
    private const string NoPressure = "needs a kernel with CONFIG_PSI and, where that is off by default or psi=0 is on the kernel command line, to boot with psi=1";

    private readonly KernelFile _buddyinfo;
    private readonly KernelFile _meminfo;
    private readonly KernelFile _vmstat;
    private readonly KernelFile _pressure;
    private readonly KernelFile _stat;

    public HotFiles(HostRoots roots, TimeProvider timeProvider)
    {
        _buddyinfo = new KernelFile(BuddyinfoReader.Name, roots.Proc("buddyinfo"), NoProcfs, timeProvider);
        _meminfo = new KernelFile(MeminfoReader.Name, roots.Proc("meminfo"), NoProcfs, timeProvider);
        _vmstat = new KernelFile(VmstatReader.Name, roots.Proc("vmstat"), NoProcfs, timeProvider);
        _pressure = new KernelFile(PressureReader.HostName, roots.Proc("pressure/memory"), NoPressure, timeProvider);
        _stat = new KernelFile(StatReader.Name, roots.Proc("self/stat"), NoProcfs, timeProvider);
        Cgroup = new HotCgroup(timeProvider);
    }

    public BuddyinfoZones Zones { get; } = new();

    public MeminfoReader.Totals Memory { get; private set; } = MeminfoReader.Totals.None;

    public VmstatReader.Counters Vmstat { get; private set; } = VmstatReader.Counters.None;

    public PressureReader.Totals HostPressure { get; private set; } = PressureReader.Totals.None;

    /// <summary>Faults and resident memory of this process.</summary>
    public StatReader.Values Stat { get; private set; } = StatReader.Values.None;

    public HotCgroup Cgroup { get; }

    public ReadOnlySpan<byte> MeminfoText => _meminfo.Text;

    public ReadOnlySpan<byte> VmstatText => _vmstat.Text;

    public IEnumerable<SourceStatus> Statuses =>
    [
        _buddyinfo.Status,
        _meminfo.Status,
        _vmstat.Status,
        _pressure.Status,
        _stat.Status,
        Cgroup.PressureStatus,
    ];

    /// <summary>Reads all but the cgroup. False when none could be understood.</summary>
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
        Stat = StatReader.Values.None;
        if (_stat.TryRead())
        {
            // About this process, not the host: it does not count as having read something of the host.
            Conclude(_stat, StatReader.TryParse(_stat.Text, out var values, out var failure), failure);
            Stat = values;
        }

        return any || HostPressure.Some >= 0;
    }

    public void Dispose()
    {
        _buddyinfo.Dispose();
        _meminfo.Dispose();
        _vmstat.Dispose();
        _pressure.Dispose();
        _stat.Dispose();
        Cgroup.Dispose();
    }

    internal static PressureReader.Totals ReadPressure(KernelFile file, string remedy)
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

    internal static bool Conclude(KernelFile file, bool parsed, ParseFailure failure)
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
