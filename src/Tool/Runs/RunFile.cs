using System.Text.Json;
using System.Text.Json.Serialization;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>Writes and reads <c>run.json</c>.</summary>
internal static class RunFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        MaxDepth = 32,
        RespectNullableAnnotations = true,
        Converters =
        {
            new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<AllocationKind>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<SourceState>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<SettingKind>(JsonNamingPolicy.CamelCase),
            new SecondsConverter(),
        },
    };

    /// <summary>The same in one line.</summary>
    public static JsonSerializerOptions Compact { get; } = new(Options) { WriteIndented = false };

    public static void Write(Stream output, Run run)
    {
        JsonSerializer.Serialize(output, run, Options);
        output.WriteByte((byte)'\n');
    }

    /// <exception cref="UnreadableRecordingException">It is no run, or one of a later version.</exception>
    public static Run Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var run = JsonSerializer.Deserialize<Run>(stream, Options);
            return run?.Schema == Run.CurrentSchema
                ? run
                : throw new UnreadableRecordingException($"{path}: schema {run?.Schema ?? "none"} is not known ({Run.CurrentSchema} is)");
        }
        catch (JsonException exception)
        {
            string where = exception.LineNumber is { } line ? $" at line {line + 1}" : "";
            throw new UnreadableRecordingException($"{path}: not a run of appfrag collect: {FirstSentence(exception.Message)}{where}");
        }
    }

    // The library goes on with path and position, which say the same as our line number, and are long.
    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
