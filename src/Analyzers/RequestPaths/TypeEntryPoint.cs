using System.Collections.Immutable;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Types whose methods the framework calls to serve requests or messages.</summary>
internal sealed class TypeEntryPoint
{
    public TypeEntryPoint(string type, string noun, params string[] methods)
    {
        Type = type;
        Noun = noun;
        Methods = methods.ToImmutableHashSet();
    }

    /// <summary>Metadata name of a base type, an interface, or an attribute on the type.</summary>
    public string Type { get; }

    public string Noun { get; }

    /// <summary>Empty: every public instance method.</summary>
    public ImmutableHashSet<string> Methods { get; }

    /// <summary>Only the first letters have to match: <c>OnPostUploadAsync</c>.</summary>
    public bool MethodsArePrefixes { get; set; }

    /// <summary>The framework fills the parameters from what the client sent.</summary>
    public bool HasClientArguments { get; set; }

    /// <summary>The framework makes an instance for each request, so constructors and field initializers run as often.</summary>
    public bool IsMadePerRequest { get; set; }

    /// <summary>Classes whose names end like this count as well, wherever <see cref="Type"/> exists.</summary>
    public ImmutableHashSet<string> NameSuffixes { get; set; } = ImmutableHashSet<string>.Empty;

    /// <summary><see cref="Type"/> only shows that the framework is there; its own implementations are no entry points.</summary>
    public bool OnlyByName { get; set; }

    /// <summary>The method runs once; what its loops do is repeated.</summary>
    public bool OnlyInLoops { get; set; }
}
