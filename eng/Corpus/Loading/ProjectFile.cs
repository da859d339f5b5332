using System.Xml;
using System.Xml.Linq;

namespace AppFrag.Corpus.Loading;

/// <summary>What of an MSBuild project matters for binding its sources; read as XML, never evaluated.</summary>
/// <param name="Path">Path in the repository, with forward slashes.</param>
internal sealed record ProjectFile(string Path)
{
    /// <summary>The folder whose sources it compiles; empty at the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Paths of the projects it references.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>Assembly names that may see its internals.</summary>
    public required IReadOnlyList<string> Friends { get; init; }

    public required bool IsWeb { get; init; }

    public required bool IsProgram { get; init; }

    /// <summary><see langword="null"/> when the project does not say; then the folder's shared properties do.</summary>
    public required bool? ImplicitUsings { get; init; }

    /// <summary>Reads a project or a file of shared properties; one that is not XML compiles nothing and says nothing.</summary>
    public static ProjectFile Parse(string path, string text)
    {
        XElement root;
        try
        {
            root = XElement.Parse(text.TrimStart('\uFEFF'));
        }
        catch (XmlException)
        {
            root = new XElement("Project");
        }

        string sdk = (string?)root.Attribute("Sdk") ?? "";
        string folder = System.IO.Path.GetDirectoryName(path) ?? "";
        return new ProjectFile(path)
        {
            References = [.. Includes(root, "ProjectReference").Select(include => Normalize(System.IO.Path.Combine(folder, include.Replace('\\', '/'))))],
            Friends = [.. Includes(root, "InternalsVisibleTo")],
            IsWeb = sdk.StartsWith("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase)
                || sdk.StartsWith("Microsoft.NET.Sdk.Razor", StringComparison.OrdinalIgnoreCase),
            IsProgram = sdk.StartsWith("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase)
                || string.Equals(Property(root, "OutputType"), "Exe", StringComparison.OrdinalIgnoreCase),
            ImplicitUsings = Property(root, "ImplicitUsings") is { } value
                ? value.Equals("enable", StringComparison.OrdinalIgnoreCase) || value.Equals("true", StringComparison.OrdinalIgnoreCase)
                : null,
        };
    }

    private static IEnumerable<string> Includes(XElement root, string item) =>
        root.Descendants().Where(element => element.Name.LocalName == item)
            .Select(element => (string?)element.Attribute("Include")).OfType<string>();

    private static string? Property(XElement root, string name) =>
        root.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    private static string Normalize(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
