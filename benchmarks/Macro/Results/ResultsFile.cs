using System.Runtime.InteropServices;
using System.Text.Json;
using AppFrag.MacroBenchmark.Measuring;

namespace AppFrag.MacroBenchmark.Results;

/// <summary>All pairs of one machine and one way of measuring, as JSON (schema <c>appfrag.macro/3</c>); later runs add to it.</summary>
internal sealed record ResultsFile
{
    private const string CurrentSchema = "appfrag.macro/3";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Schema { get; init; } = CurrentSchema;

    public required Machine Machine { get; init; }

    public required Settings Settings { get; init; }

    public required IReadOnlyList<Pair> Pairs { get; init; }

    public static ResultsFile Empty(Settings settings) => new() { Machine = Machine.This(), Settings = settings, Pairs = [] };

    /// <summary>The file if it is there; otherwise an empty one.</summary>
    /// <exception cref="InvalidOperationException">It holds something else, or was measured in another way or place.</exception>
    public static ResultsFile Open(string path, Settings settings)
    {
        var empty = Empty(settings);
        if (!File.Exists(path))
        {
            return empty;
        }

        try
        {
            var file = JsonSerializer.Deserialize<ResultsFile>(File.ReadAllText(path), Options);
            return file is { Schema: CurrentSchema } && file.Settings == settings && file.Machine == empty.Machine
                ? file
                : throw new InvalidOperationException($"{path} was measured on another machine or with other settings: ratios of both together would mean nothing");
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{path} is not a results file: {exception.Message}", exception);
        }
    }

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Options));

    public ResultsFile With(Pair pair) => this with { Pairs = [.. Pairs, pair] };

    public bool Has(string load, string watcher, int round) => Pairs.Any(m => (m.Load, m.Watcher, m.Round) == (load, watcher, round));
}

/// <summary>Where it was measured.</summary>
internal sealed record Machine(string Processor, int Processors, string OperatingSystem, string Runtime)
{
    public static Machine This() => new(ProcessorName(), Environment.ProcessorCount, $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}", RuntimeInformation.FrameworkDescription);

    private static string ProcessorName() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : "unknown";
}
