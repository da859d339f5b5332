using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>One thing that a path shows.</summary>
internal sealed class PoolFinding
{
    public PoolFinding(FindingKind kind, SyntaxNode node, RentalSite? site, string name, SyntaxNode[] others, string? detail)
    {
        Kind = kind;
        Node = node;
        Site = site;
        Name = name;
        Others = others;
        Detail = detail;
    }

    public FindingKind Kind { get; }

    /// <summary>Where it is reported.</summary>
    public SyntaxNode Node { get; }

    public RentalSite? Site { get; }

    /// <summary>The buffer, as the code calls it.</summary>
    public string Name { get; }

    /// <summary>Other places of the path: where it was returned, where it is lost.</summary>
    public SyntaxNode[] Others { get; }

    public string? Detail { get; }
}
