using System.Diagnostics.CodeAnalysis;

namespace AppFrag.Sources.Requests;

/// <summary>Names that a service gives its spans can be as long as the statement or the address that somebody put into them.</summary>
internal static class SpanNames
{
    /// <summary>Characters kept.</summary>
    public const int MaxLength = 200;

    /// <summary>The very string if it is short enough, so that the usual constant costs nothing.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? Bounded(string? name) => name is { Length: > MaxLength } ? string.Concat(name.AsSpan(0, MaxLength - 1), "…") : name;
}
