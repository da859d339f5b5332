using System.Globalization;
using System.Text.Json;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>Transparent huge pages in <c>appfrag.host/1</c>: settings by file name, then one entry per size.</summary>
internal static class HostJsonHugePages
{
    public static void Write(Utf8JsonWriter json, HostReport report)
    {
        json.WriteStartObject("thp");
        foreach (var (key, value) in report.TransparentHugePages)
        {
            if (long.TryParse(value, CultureInfo.InvariantCulture, out long number))
            {
                json.WriteNumber(key, number);
            }
            else
            {
                json.WriteString(key, value);
            }
        }

        json.WriteStartArray("sizes");
        foreach (var size in report.HugePageSizes)
        {
            json.WriteStartObject();
            json.WriteNumber("bytes", size.SizeBytes);
            json.WriteString("enabled", size.Enabled);
            json.WriteNumbers("statistics", size.Statistics);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
