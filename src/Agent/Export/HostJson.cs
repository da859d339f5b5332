using System.Text.Json;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// The host as JSON, schema <c>appfrag.host/1</c>. Indexes are integers in thousandths, one per order, exactly the kernel's;
/// memory is in bytes. Keys may be added within a version; none is renamed or dropped.
/// </summary>
internal static class HostJson
{
    public const string Schema = "appfrag.host/1";

    /// <summary>Written even where a kernel lacks them, as null, so that a reader may rely on the key.</summary>
    private static readonly string[] MemoryKeys =
        ["MemTotal", "MemFree", "MemAvailable", "Slab", "SReclaimable", "SUnreclaim", "KernelStack", "PageTables"];

    public static void Write(Utf8JsonWriter json, HostReport report, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("timestamp", report.Timestamp);
        json.WriteString("scope", report.Scope == HostScope.Node ? "node" : "host");
        json.WriteNumber("pageSize", report.PageSize);
        json.WriteNumber("pmdOrder", report.PmdOrder);
        HostJsonZones.WriteZones(json, report.Zones);
        HostJsonZones.WriteNodes(json, report.Nodes);
        HostJsonZones.WritePageblocks(json, report);
        json.WriteNumberOrNull("freeListCompleteness", report.FreeListCompleteness is { } share ? Math.Round(share, 3) : null);
        WriteMemory(json, report.Memory);
        json.WriteNumbers("vmstat", report.Vmstat);
        WritePressure(json, report.PressureTotals);
        HostJsonHugePages.Write(json, report);
        WriteSysctl(json, report);
        HostJsonSlab.Write(json, report);
        HostJsonProcess.WriteCgroup(json, report.Cgroup);
        HostJsonProcess.WriteProcess(json, report.Process);
        WriteSources(json, report.Sources);
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            HostJsonFinding.Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter json, IReadOnlyDictionary<string, long> memory)
    {
        json.WriteStartObject("memory");
        foreach (string key in MemoryKeys)
        {
            json.WriteNumberOrNull(key, memory.TryGetValue(key, out long value) ? value : null);
        }

        foreach (var (key, value) in memory.Where(field => !MemoryKeys.Contains(field.Key)))
        {
            json.WriteNumber(key, value);
        }

        json.WriteEndObject();
    }

    private static void WritePressure(Utf8JsonWriter json, IReadOnlyDictionary<string, long> totals)
    {
        json.WriteStartObject("pressure");
        foreach (var scope in totals.GroupBy(total => total.Key.Split('/')[0]))
        {
            json.WriteStartObject(scope.Key);
            foreach (var (key, value) in scope)
            {
                json.WriteNumber(key[(scope.Key.Length + 1)..] + "TotalMicroseconds", value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSysctl(Utf8JsonWriter json, HostReport report)
    {
        json.WriteStartObject("sysctl");
        foreach (var (key, value) in report.Sysctl)
        {
            json.WriteNumber(key, value);
        }

        json.WriteNumberOrNull("min_free_kbytes.recommended", report.RecommendedMinFreeKbytes);
        json.WriteNumberOrNull("min_free_kbytes.default", report.DefaultMinFreeKbytes);
        json.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter json, IReadOnlyList<SourceStatus> sources)
    {
        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("state", source.State switch
            {
                SourceState.Ok => "ok",
                SourceState.Unavailable => "unavailable",
                _ => "malformed",
            });
            if (source.Reason is not null)
            {
                json.WriteString("reason", source.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
