using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>The own cgroup's files of every tick: usage, events, pressure. Not thread-safe.</summary>
internal sealed class HotCgroup(TimeProvider timeProvider) : IDisposable
{
    private const string NoPressure = "needs pressure stall information (boot with psi=1) and cgroup.pressure not switched off";
    private const string Optional = "left out of this kernel";

    private CgroupFiles? _files;
    private KernelFile? _current;
    private KernelFile? _events;
    private KernelFile? _failures;
    private KernelFile? _pressure;

    /// <summary>Bytes; -1 while unknown.</summary>
    public long CurrentBytes { get; private set; } = -1;

    public CgroupMemoryReader.Events Events { get; private set; } = CgroupMemoryReader.Events.None;

    public PressureReader.Totals Pressure { get; private set; } = PressureReader.Totals.None;

    /// <summary>Of usage and events; a report, which reads more of the same cgroup, may know better.</summary>
    public SourceStatus MemoryStatus =>
        _current?.Status ?? new SourceStatus(CgroupMemoryReader.Name, SourceState.Unavailable, _files?.NoMemoryReason ?? "not read yet");

    public SourceStatus PressureStatus =>
        _pressure?.Status ?? new SourceStatus(PressureReader.CgroupName, SourceState.Unavailable, _files?.NoPressureReason ?? "not read yet");

    /// <summary>Names the own cgroup's files. Those whose path is unchanged stay open.</summary>
    public void Use(CgroupFiles files)
    {
        _files = files;
        bool isV2 = files.Memory?.Version == 2;
        Replace(ref _current, CgroupMemoryReader.Name, AtMemory(isV2 ? "memory.current" : "memory.usage_in_bytes"), CgroupReportReader.Remedy);
        Replace(ref _events, CgroupMemoryReader.Name, AtMemory(isV2 ? "memory.events" : "memory.oom_control"), Optional);
        Replace(ref _failures, CgroupMemoryReader.Name, isV2 ? null : AtMemory("memory.failcnt"), Optional);
        Replace(ref _pressure, PressureReader.CgroupName, files.PressurePath, NoPressure);
    }

    /// <summary>False when nothing could be understood.</summary>
    public bool Read()
    {
        CurrentBytes = -1;
        if (_current?.TryRead() == true && HotFiles.Conclude(_current, NumberReader.TryParse(_current.Text, out long current, out var failure), failure))
        {
            CurrentBytes = current;
        }

        Events = CgroupMemoryReader.Events.None;
        if (_events?.TryRead() == true && HotFiles.Conclude(_events, CgroupMemoryReader.TryParseEvents(_events.Text, out var events, out failure), failure))
        {
            Events = events;
        }

        if (_failures?.TryRead() == true && HotFiles.Conclude(_failures, NumberReader.TryParse(_failures.Text, out long failures, out failure), failure))
        {
            Events = Events with { Max = failures };
        }

        Pressure = _pressure is null ? PressureReader.Totals.None : HotFiles.ReadPressure(_pressure, NoPressure);
        return CurrentBytes >= 0 || Pressure.Some >= 0;
    }

    public void Dispose()
    {
        _current?.Dispose();
        _events?.Dispose();
        _failures?.Dispose();
        _pressure?.Dispose();
    }

    private string? AtMemory(string file) => _files?.Memory is { } memory ? Path.Combine(memory.Directory, file) : null;

    private void Replace(ref KernelFile? file, string name, string? path, string remedy)
    {
        if (file?.Path != path)
        {
            file?.Dispose();
            file = path is null ? null : new KernelFile(name, path, remedy, timeProvider);
        }
    }
}
