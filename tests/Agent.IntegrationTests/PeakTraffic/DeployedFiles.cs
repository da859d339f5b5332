using System.Text.Json;
using System.Text.RegularExpressions;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>What deploy/ holds: the expressions of the rules and of the dashboards, and the metrics that they name.</summary>
internal static partial class DeployedFiles
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "deploy");

    public static string[] Rules { get; } = Directory.GetFiles(Path.Combine(Folder, "prometheus/rules"), "*.yml");

    public static string[] RuleTests { get; } = Directory.GetFiles(Path.Combine(Folder, "prometheus/tests"), "*.yml");

    public static string[] Dashboards { get; } = Directory.GetFiles(Path.Combine(Folder, "grafana"), "*.json");

    /// <summary>Names that the recording rules define.</summary>
    public static HashSet<string> Recorded { get; } = [.. Rules.SelectMany(file => RecordLine().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)];

    /// <summary>The expressions of a dashboard's panels, with its variables set to everything.</summary>
    public static IEnumerable<string> Expressions(string dashboard)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(dashboard));
        return [.. document.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => Variable().Replace(target.GetProperty("expr").GetString()!, ".*"))];
    }

    /// <summary>
    /// The metrics that a text names, as they may be exported: a name that ends in <c>(_ratio)?</c> stands for either.
    /// Words of the query language, labels and annotations do not look like ours.
    /// </summary>
    public static IEnumerable<string> MetricsIn(string text) =>
        MetricName().Matches(text).Where(match => !match.Value.EndsWith('_')).Select(match => match.Value).Distinct();

    /// <summary>The expressions of a file of rules: its lines without labels, annotations and comments.</summary>
    public static string ExpressionsOf(string rules) => string.Join(
        '\n',
        AnnotationBlock().Replace(File.ReadAllText(rules), "").Split('\n').Where(line => !line.TrimStart().StartsWith('#')));

    [GeneratedRegex(@"record: (\S+)")]
    private static partial Regex RecordLine();

    [GeneratedRegex(@"^ +(?:labels|annotations):\n(?: {10,}.*\n)+", RegexOptions.Multiline)]
    private static partial Regex AnnotationBlock();

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variable();

    // A label's name is followed by its operator, a list of labels by a comma or parenthesis: those are told apart by what is known of labels.
    [GeneratedRegex(@"(?:node|instance|job):appfrag_\w+:\w+|(?<![:\w])appfrag_(?!host_(?:node|zone|order)\b|scope\b|pressure\b|source\b|source_mode\b|allocation_kind\b|finding_id\b|finding_severity\b)\w+")]
    private static partial Regex MetricName();
}
