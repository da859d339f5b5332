using System.Globalization;
using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Rules;

/// <summary>Places as a message names them.</summary>
internal static class PoolMessages
{
    public static string Line(PoolFinding finding) => finding.Others.Length == 0 ? "?" : Line(finding.Others[0]);

    public static string Lines(IReadOnlyList<SyntaxNode> places)
    {
        var lines = places.Select(Line).Distinct().ToList();
        return lines.Count switch
        {
            0 => "the end of the method",
            1 => "line " + lines[0],
            2 => "lines " + lines[0] + " and " + lines[1],
            _ => "lines " + lines[0] + ", " + lines[1] + " and others",
        };
    }

    private static string Line(SyntaxNode place) =>
        (place.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
}
