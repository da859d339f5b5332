using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>A cgroup reaches its limit while the host has memory: the limit or the heap, never the host's settings.</summary>
internal static class CgroupLimitRemedy
{
    private const long Granule = 1L << 20;

    /// <summary>No machine has more; a quarter on top still is a number.</summary>
    private const long Largest = 1L << 60;

    public static Remedy For(HostReport host, CgroupReport cgroup)
    {
        const string Verify = "appfrag host --watch under load: the own cgroup's pressure falls, and its limit is reached no more.";
        // In a container the group shows as "/": its file is read-only there, and the container's runtime owns the limit.
        if (cgroup.LimitBytes is not { } limit || cgroup.Path == "/" || !host.Memory.TryGetValue("MemAvailable", out long available) || available < limit / 4 || limit > Largest)
        {
            return new Remedy
            {
                Action = "Make the heap stay below the limit, or raise the limit where the container is described. Settings of the host do nothing here. GCConserveMemory makes the GC compact earlier as well.",
                Cost = "More frequent collections, and OutOfMemoryException where the service really needs more. Set it where the service is started; the value is hexadecimal (0x3C is 60 % of the limit).",
                Verify = Verify,
            }.Changing(ShortageRemedy.HeapLimit("0x3C"));
        }

        return new Remedy
        {
            Action = "Raise the limit by a quarter, or keep the heap below it (DOTNET_GCHeapHardLimitPercent=0x3C is 60 %). Settings of the host do nothing here.",
            Cost = "Takes memory from the other groups of the machine. systemd or a container runtime may set it back: change it there to make it last.",
            Verify = Verify,
        }.Changing(new SettingChange
        {
            Kind = SettingKind.Cgroup,
            Name = File(cgroup),
            CurrentValue = limit.ToString(CultureInfo.InvariantCulture),
            DefaultValue = cgroup.Version == 2 ? "max" : "-1",
            ProposedValue = ((limit + (limit / 4) + Granule - 1) / Granule * Granule).ToString(CultureInfo.InvariantCulture),
        });
    }

    private static string File(CgroupReport cgroup) => cgroup.Version == 2
        ? $"/sys/fs/cgroup{cgroup.Path}/memory.max"
        : $"/sys/fs/cgroup/memory{cgroup.Path}/memory.limit_in_bytes";
}
