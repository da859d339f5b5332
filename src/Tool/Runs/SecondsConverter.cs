using System.Text.Json;
using System.Text.Json.Serialization;

namespace AppFrag.Tool.Runs;

/// <summary>Lengths of time as seconds, like every other time of a run.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double seconds = reader.GetDouble();
        // FromSeconds cuts off what is not a whole tick: 0.0021401 s would not come back as the same.
        return Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? new TimeSpan((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : throw new JsonException("a length of time is out of range.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}
