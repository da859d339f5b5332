using System.Text.Json;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>The own cgroup and the own process in <c>appfrag.host/1</c>. Keys with a dot are the kernel's file names.</summary>
internal static class HostJsonProcess
{
    public static void WriteCgroup(Utf8JsonWriter json, CgroupReport? cgroup)
    {
        json.WriteStartObject("cgroup");
        if (cgroup is not null)
        {
            json.WriteNumber("version", cgroup.Version);
            json.WriteString("layout", cgroup.Layout switch
            {
                CgroupLayout.Unified => "unified",
                CgroupLayout.Hybrid => "hybrid",
                _ => "legacy",
            });
            json.WriteString("path", cgroup.Path);
            json.WriteNumber("memory.current", cgroup.CurrentBytes);
            json.WriteNumberOrNull("memory.max", cgroup.LimitBytes);
            json.WriteBoolean("unlimited", cgroup.IsUnlimited);
            json.WriteNumberOrNull("effectiveLimit", cgroup.EffectiveLimitBytes);
            json.WriteNumberOrNull("memory.high", cgroup.HighBytes);
            json.WriteNumberOrNull("memory.peak", cgroup.PeakBytes);
            json.WriteNumbers("memory.events", cgroup.Events);
            json.WriteNumbers("memory.events.local", cgroup.LocalEvents);
            json.WriteNumbers("memory.stat", cgroup.Statistics);
        }

        json.WriteEndObject();
    }

    public static void WriteProcess(Utf8JsonWriter json, ProcessMemoryReport? process)
    {
        json.WriteStartObject("process");
        if (process is not null)
        {
            json.WriteNumberOrNull("residentBytes", process.ResidentBytes);
            json.WriteNumberOrNull("anonymousBytes", process.AnonymousBytes);
            json.WriteNumberOrNull("hugePageBytes", process.HugePageBytes);
            json.WriteNumberOrNull("hugePageShare", process.HugePageShare is { } share ? Math.Round(share, 3) : null);
            json.WriteNumberOrNull("swapBytes", process.SwapBytes);
            json.WriteNumberOrNull("minorFaults", process.MinorFaults);
            json.WriteNumberOrNull("majorFaults", process.MajorFaults);
            json.WriteNumberOrNull("memoryMaps", process.MemoryMaps);
            json.WriteNumberOrNull("memoryMapLimit", process.MemoryMapLimit);
        }

        json.WriteEndObject();
    }
}
