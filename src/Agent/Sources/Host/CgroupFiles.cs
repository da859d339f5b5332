using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>The own cgroup's directories and what is read from them for a report; its pressure file is hot and belongs to <see cref="HostSource"/>.</summary>
internal sealed class CgroupFiles
{
    private static readonly Dictionary<string, long> NoEvents = [];

    private readonly TimeProvider _timeProvider;
    private readonly CgroupLocator.Location? _memory;
    private readonly string _reason;

    private CgroupFiles(TimeProvider timeProvider, CgroupLocator.Location? memory, string reason)
    {
        _timeProvider = timeProvider;
        _memory = memory;
        _reason = reason;
    }

    /// <summary>The memory.pressure file; <see langword="null"/> with <see cref="NoPressureReason"/>.</summary>
    public string? PressurePath { get; private init; }

    public string NoPressureReason { get; private init; } = "";

    public static CgroupFiles Locate(HostRoots roots, TimeProvider timeProvider)
    {
        using var cgroup = new KernelFile(CgroupMemoryReader.Name, roots.Proc("self/cgroup"), "a kernel or a sandbox without cgroups", timeProvider);
        using var mountinfo = new KernelFile(CgroupMemoryReader.Name, roots.Proc("self/mountinfo"), "not a Linux procfs", timeProvider);
        if (!cgroup.TryRead() || !mountinfo.TryRead())
        {
            string reason = (cgroup.Text.IsEmpty ? cgroup : mountinfo).Status.Reason ?? "is empty";
            return new CgroupFiles(timeProvider, null, reason) { NoPressureReason = reason };
        }

        var unified = CgroupLocator.FindUnified(cgroup.Text, mountinfo.Text, out string noUnified);
        unified = Move(roots, unified, ref noUnified);
        if (unified is { Path: "/" } && IsRootOfTheMachine(unified.Directory))
        {
            // Its pressure is the whole machine's: called the process's own it would claim too much.
            noUnified = "the process is in the root cgroup v2, whose pressure is the host's; start it in a cgroup v2 of its own (systemd, a container)";
            unified = null;
        }

        var v1 = CgroupLocator.FindMemoryV1(cgroup.Text, mountinfo.Text, out _);
        string ignored = "";
        v1 = Move(roots, v1, ref ignored);
        return new CgroupFiles(timeProvider, v1 ?? unified, noUnified)
        {
            PressurePath = unified is null ? null : Path.Combine(unified.Directory, "memory.pressure"),
            NoPressureReason = noUnified,
        };
    }

    /// <summary>Reads usage, limit and events now.</summary>
    public CgroupReport? ReadMemory(out SourceStatus status)
    {
        if (_memory is null)
        {
            status = new SourceStatus(CgroupMemoryReader.Name, SourceState.Unavailable, _reason);
            return null;
        }

        const string Remedy = "the memory controller is not enabled for this cgroup";
        var files = new ColdFiles(_timeProvider);
        bool isV2 = _memory.Version == 2;
        string At(string file) => Path.Combine(_memory.Directory, file);
        long current = files.Read(CgroupMemoryReader.Name, At(isV2 ? "memory.current" : "memory.usage_in_bytes"), Remedy, NumberReader.TryParse, -1L);
        long? limit = files.Read<long?>(CgroupMemoryReader.Name, At(isV2 ? "memory.max" : "memory.limit_in_bytes"), Remedy, CgroupMemoryReader.TryParseLimit, -1L);
        IReadOnlyDictionary<string, long> events = isV2
            ? files.Read<IReadOnlyDictionary<string, long>>(CgroupMemoryReader.Name, At("memory.events"), Remedy, CgroupMemoryReader.TryParseEvents, NoEvents)
            : NoEvents;
        status = files.Statuses[0];
        return current < 0 ? null : new CgroupReport(_memory.Version, _memory.Path, current, limit == -1 ? null : limit, limit != -1 && limit is null, events);
    }

    private static CgroupLocator.Location? Move(HostRoots roots, CgroupLocator.Location? location, ref string reason)
    {
        if (location is null)
        {
            return null;
        }

        if (roots.Mount(location.Directory) is { } directory)
        {
            return location with { Directory = directory };
        }

        reason = $"{location.Directory} belongs to the machine the copy was made on: give --sysfs too";
        return null;
    }

    /// <summary>Only the root of the whole hierarchy has none of these; the root of a container's namespace has them.</summary>
    private static bool IsRootOfTheMachine(string directory) =>
        !File.Exists(Path.Combine(directory, "cgroup.events")) && !File.Exists(Path.Combine(directory, "cgroup.type"))
        && !File.Exists(Path.Combine(directory, "memory.max"));
}
