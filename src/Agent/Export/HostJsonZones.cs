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
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
