using System.Text.Json;
using System.Text.Json.Serialization;

namespace AppFrag.Tool.Diff;

/// <summary>A comparison for scripts.</summary>
internal static class DiffJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(Stream output, DiffResult result)
    {
        JsonSerializer.Serialize(output, result, Options);
        output.WriteByte((byte)'\n');
    }
}
