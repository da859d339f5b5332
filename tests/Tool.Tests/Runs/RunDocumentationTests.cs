using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using AppFrag.Model;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Runs;

/// <summary>docs/run-json.md and docs/run.schema.json say what the program writes, key by key.</summary>
public sealed partial class RunDocumentationTests
{
    private static readonly Dictionary<Type, string> NamesOfTheAgentsTypes = new()
    {
        [typeof(GenerationReport)] = "Generation",
        [typeof(AllocationSite)] = "Site",
        [typeof(RouteShare)] = "Route",
        [typeof(SettingChange)] = "Setting",
        [typeof(FindingNumber)] = "Number",
        [typeof(FindingHarm)] = "Harm",
        [typeof(FindingExample)] = "Example",
        [typeof(ObjectSizes)] = "Sizes",
        [typeof(SourceStatus)] = "Source",
    };

    [Fact]
    public void EveryKey_IsDocumentedInTheSectionOfItsRecord()
    {
        var sections = Section().Split(Document("run-json.md"))
            .Skip(1)
            .Chunk(2)
            .ToDictionary(pair => pair[0], pair => Row().Matches(pair[1]).Select(match => match.Groups[1].Value).ToArray());

        var written = Records(typeof(Run), []);

        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), sections.Keys.Order(StringComparer.Ordinal));
        Assert.All(written, record => Assert.Equal(record.Value.Order(StringComparer.Ordinal), sections[record.Key].Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Schema_IsThatOfTheRecords()
    {
        // Of what is written: numbers are numbers there, though a reader takes them as text too.
        var options = new JsonSerializerOptions(RunFile.Compact) { NumberHandling = JsonNumberHandling.Strict };
        options.MakeReadOnly(populateMissingResolver: true);
        var schema = (JsonObject)options.GetJsonSchemaAsNode(typeof(Run), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Seconds });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", Run.CurrentSchema);
        string expected = schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
        string written = Path.Combine(AppContext.BaseDirectory, "run.schema.json");
        File.WriteAllText(written, expected);

        Assert.True(expected == Document("run.schema.json"), $"docs/run.schema.json is not that of the records: compare it with {written}, and copy that if the change is meant");
    }

    /// <summary>The exporter cannot look into a converter of ours.</summary>
    private static JsonNode Seconds(JsonSchemaExporterContext context, JsonNode schema) =>
        context.TypeInfo.Type == typeof(TimeSpan) ? new JsonObject { ["type"] = "number" }
        : context.TypeInfo.Type == typeof(TimeSpan?) ? new JsonObject { ["type"] = new JsonArray("number", "null") }
        : schema;

    private static string Document(string name) => File.ReadAllText(Path.Combine(SampleSource.Root, "docs", name));

    /// <summary>Every record that a run can hold, with the keys that the serializer writes.</summary>
    private static Dictionary<string, string[]> Records(Type type, Dictionary<string, string[]> found)
    {
        RunFile.Compact.MakeReadOnly(populateMissingResolver: true);
        var info = RunFile.Compact.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            return Records(info.ElementType!, found);
        }

        if (info.Kind == JsonTypeInfoKind.Object && found.TryAdd(NameOf(type), [.. info.Properties.Select(property => property.Name)]))
        {
            foreach (var property in info.Properties)
            {
                Records(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, found);
            }
        }

        return found;
    }

    private static string NameOf(Type type) => NamesOfTheAgentsTypes.GetValueOrDefault(type)
        ?? (type != typeof(Run) && type.Name.StartsWith("Run", StringComparison.Ordinal) ? type.Name[3..] : type.Name);

    [GeneratedRegex(@"^## (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
