using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AppFrag.Agent.Tests.Documentation;

/// <summary>The summaries that stand in the agent's code, as Markdown.</summary>
internal static partial class Summaries
{
    private static readonly Dictionary<string, XElement> Members = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "AppFrag.Agent.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    /// <param name="id">Documentation-comment id.</param>
    public static string Of(string id)
    {
        Assert.True(Members.TryGetValue(id, out var summary), $"{id} has no summary");
        return Spaces().Replace(string.Concat(summary!.Nodes().Select(Markdown)), " ").Trim();
    }

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
