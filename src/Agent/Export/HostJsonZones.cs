using System.Text.Json;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>The zones and nodes of <c>appfrag.host/1</c>.</summary>
internal static class HostJsonZones
{
    public static void WriteZones(Utf8JsonWriter json, IReadOnlyList<ZoneReport> zones)
    {
        json.WriteStartArray("zones");
        foreach (var zone in zones)
        {
            json.WriteStartObject();
            json.WriteNumber("node", zone.Node);
            json.WriteString("zone", zone.Zone);
            json.WriteArray("freeBlocks", zone.FreeBlocks);
            json.WriteNumber("freePages", zone.FreePages);
            json.WriteArray("unusableIndex", zone.UnusableIndex.Select(value => (long)value));
            json.WriteArray("fragmentationIndex", zone.FragmentationIndex.Select(value => (long)value));
            json.WriteNumber("freeHugePages", zone.FreeHugePages);
            WriteWatermarks(json, zone.Watermarks);
            WriteMigrateTypes(json, zone.MigrateTypes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteNodes(Utf8JsonWriter json, IReadOnlyList<NodeReport> nodes)
    {
        json.WriteStartArray("nodes");
        foreach (var node in nodes)
        {
            json.WriteStartObject();
            json.WriteNumber("node", node.Node);
            json.WriteNumberOrNull("proactiveScore", node.ProactiveScore);
            json.WriteNumberOrNull("proactiveStartsAt", node.ProactiveStartsAt);
            json.WriteNumberOrNull("proactiveStopsAt", node.ProactiveStopsAt);
            json.WriteNumberOrNull("proactiveHeadroom", node.ProactiveHeadroom);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WritePageblocks(Utf8JsonWriter json, HostReport report)
    {
        json.WriteStartObject("pageblocks");
        json.WriteNumberOrNull("order", report.PageblockOrder);
        json.WriteStartArray("types");
        foreach (var type in report.Pageblocks)
        {
            json.WriteStartObject();
            json.WriteString("type", type.Type);
            json.WriteNumber("pageblocks", type.Pageblocks);
            json.WriteNumberOrNull("growth", type.Growth);
            json.WriteNumberOrNull("growthSeconds", type.GrowthInterval?.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteWatermarks(Utf8JsonWriter json, ZoneWatermarks? watermarks)
    {
        if (watermarks is null)
        {
            json.WriteNull("watermarks");
            return;
        }

        json.WriteStartObject("watermarks");
        json.WriteNumber("min", watermarks.MinPages);
        json.WriteNumber("low", watermarks.LowPages);
        json.WriteNumber("high", watermarks.HighPages);
        json.WriteNumberOrNull("boost", watermarks.BoostPages);
        json.WriteNumber("managed", watermarks.ManagedPages);
        json.WriteNumber("present", watermarks.PresentPages);
        json.WriteEndObject();
    }

    private static void WriteMigrateTypes(Utf8JsonWriter json, IReadOnlyList<MigrateTypeReport> types)
    {
        json.WriteStartArray("migrateTypes");
        foreach (var type in types)
        {
            json.WriteStartObject();
            json.WriteString("type", type.Type);
            json.WriteArray("freeBlocks", type.FreeBlocks);
            json.WriteArray("atLeastAtOrders", type.TruncatedOrders.Select(order => (long)order));
            json.WriteNumberOrNull("pageblocks", type.Pageblocks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
