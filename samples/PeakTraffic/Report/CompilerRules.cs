using System.Text.Json;

namespace PeakTraffic.Report;

/// <summary>Which AppFrag rule flags a line, from the log that the compiler wrote when it built this program (SARIF 2.1).</summary>
internal sealed class CompilerRules
{
    private readonly List<(string Path, int Line, string Id)> _results = [];

    private CompilerRules()
    {
    }

    /// <summary>Reads the log beside the program; without one no line has a rule.</summary>
    public static CompilerRules Load()
    {
        var rules = new CompilerRules();
        var log = Path.Combine(AppContext.BaseDirectory, "rules.sarif");
        if (File.Exists(log))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(log));
            foreach (var result in document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
            {
                rules.Add(result);
            }
        }

        return rules;
    }

    /// <summary>The rule that flags the line, or <see langword="null"/>.</summary>
    /// <param name="file">The file as the debug symbols name it.</param>
    /// <param name="line">1-based.</param>
    public string? Find(string? file, int? line)
    {
        if (file is null || line is null)
        {
            return null;
        }

        var relative = "/" + SourcePath.Relative(file);
        return _results.Find(result => result.Line == line && result.Path.EndsWith(relative, StringComparison.Ordinal)).Id;
    }

    private void Add(JsonElement result)
    {
        var id = result.GetProperty("ruleId").GetString()!;
        if (!id.StartsWith("AF", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var location in result.GetProperty("locations").EnumerateArray())
        {
            var physical = location.GetProperty("physicalLocation");
            var uri = physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
            var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : uri;
            _results.Add((path.Replace('\\', '/'), physical.GetProperty("region").GetProperty("startLine").GetInt32(), id));
        }
    }
}
