using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Gallery;

/// <summary>What the detectors were given of a scenario, kept in a file: compressed JSON, times in ticks of <see cref="TicksPerSecond"/>.</summary>
internal sealed record RecordedWindow
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new GenerationSizesConverter() },
    };

    public required string Scenario { get; init; }

    /// <summary>Of the runtime that recorded it.</summary>
    public required string Runtime { get; init; }

    public required long TicksPerSecond { get; init; }

    public required DiagnosisWindow Window { get; init; }

    public static void Write(string path, string scenario, DiagnosisWindow window)
    {
        using var file = File.Create(path);
        using var compressed = new GZipStream(file, CompressionLevel.SmallestSize);
        JsonSerializer.Serialize(
            compressed,
            new RecordedWindow { Scenario = scenario, Runtime = Environment.Version.ToString(), TicksPerSecond = Stopwatch.Frequency, Window = Anonymous(window) },
            Options);
    }

    public static RecordedWindow Read(string path)
    {
        using var file = File.OpenRead(path);
        using var compressed = new GZipStream(file, CompressionMode.Decompress);
        var recorded = JsonSerializer.Deserialize<RecordedWindow>(compressed, Options) ?? throw new JsonException($"{path} is empty");
        double scale = (double)Stopwatch.Frequency / recorded.TicksPerSecond;
        return scale == 1 ? recorded : recorded with { Window = Scaled(recorded.Window, scale) };
    }

    // Neither where the sources lay nor how the machine names its groups is anybody's business, and no detector looks at it.
    private static DiagnosisWindow Anonymous(DiagnosisWindow window) => window with
    {
        Sites = [.. window.Sites.Select(site => site with { File = Path.GetFileName(site.File) })],
        EarlierHost = Anonymous(window.EarlierHost),
        LatestHost = Anonymous(window.LatestHost),
        OldestHost = Anonymous(window.OldestHost),
    };

    private static HostReport? Anonymous(HostReport? host) => host is null ? null : host with { Cgroup = host.Cgroup is { } group ? group with { Path = "/service" } : null };

    private static DiagnosisWindow Scaled(DiagnosisWindow window, double scale) => window with
    {
        Host = [.. window.Host.Select(sample => sample with { Timestamp = (long)(sample.Timestamp * scale) })],
        Gc = [.. window.Gc.Select(sample => sample with { Timestamp = (long)(sample.Timestamp * scale) })],
        LiveHeap = [.. window.LiveHeap.Select(point => point with { Timestamp = (long)(point.Timestamp * scale) })],
        Changes = [.. window.Changes.Select(change => change with { Timestamp = (long)(change.Timestamp * scale) })],
    };

    /// <summary>An inline array is no list for the serializer.</summary>
    private sealed class GenerationSizesConverter : JsonConverter<GenerationSizes>
    {
        public override GenerationSizes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            long[][] numbers = JsonSerializer.Deserialize<long[][]>(ref reader, options) ?? [];
            GenerationSizes sizes = default;
            for (int i = 0; i < GenerationSizes.Count; i++)
            {
                sizes[i] = new GenerationSize(numbers[i][0], numbers[i][1], numbers[i][2]);
            }

            return sizes;
        }

        public override void Write(Utf8JsonWriter writer, GenerationSizes value, JsonSerializerOptions options)
        {
            long[][] numbers = [.. Enumerable.Range(0, GenerationSizes.Count).Select(i => new[] { value[i].SizeBytes, value[i].FreeListBytes, value[i].FreeObjectBytes })];
            JsonSerializer.Serialize(writer, numbers, options);
        }
    }
}
