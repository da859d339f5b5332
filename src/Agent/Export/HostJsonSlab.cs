using System.Text.Json;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>Kernel object caches in <c>appfrag.host/1</c>; the totals are over all caches, not only those listed.</summary>
internal static class HostJsonSlab
{
    public static void Write(Utf8JsonWriter json, HostReport report)
    {
        json.WriteStartArray("slab");
        foreach (var cache in report.SlabCaches)
        {
            json.WriteStartObject();
            json.WriteString("name", cache.Name);
            json.WriteNumber("bytes", cache.Bytes);
            json.WriteNumber("activeObjects", cache.ActiveObjects);
            json.WriteNumber("objects", cache.Objects);
            json.WriteNumber("objectSize", cache.ObjectSize);
            json.WriteNumber("wastedBytes", cache.WastedBytes);
            json.WriteNumberOrNull("growthBytes", cache.GrowthBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (report.SlabTotals is not { } totals)
        {
            json.WriteNull("slabTotals");
            return;
        }

        json.WriteStartObject("slabTotals");
        json.WriteNumber("caches", totals.Caches);
        json.WriteNumber("bytes", totals.Bytes);
        json.WriteNumber("wastedBytes", totals.WastedBytes);
        json.WriteNumberOrNull("growthBytes", totals.GrowthBytes);
        json.WriteNumberOrNull("growthSeconds", totals.GrowthInterval?.TotalSeconds);
        json.WriteEndObject();
    }
}
