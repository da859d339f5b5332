using System.Collections.Immutable;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Extension methods that take the handler as a delegate.</summary>
internal sealed class DelegateEntryPoint
{
    public DelegateEntryPoint(string type, string noun, params string[] methods)
    {
        Type = type;
        Noun = noun;
        Methods = methods.ToImmutableHashSet();
    }

    public string Type { get; }

    public string Noun { get; }

    public ImmutableHashSet<string> Methods { get; }

    public bool HasClientArguments { get; set; }
}
