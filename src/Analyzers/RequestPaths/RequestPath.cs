using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Why a piece of code runs for each request, in words, and the function the framework calls.</summary>
internal sealed class RequestPath
{
    public RequestPath(string description, IMethodSymbol? entry, bool hasClientArguments)
    {
        Description = description;
        Entry = entry;
        HasClientArguments = hasClientArguments;
    }

    /// <summary>For a message: <c>action ImportController.Upload</c>, <c>minimal API handler</c>.</summary>
    public string Description { get; }

    /// <summary>The entry function, for its attributes and its parameters.</summary>
    public IMethodSymbol? Entry { get; }

    /// <summary>Whether simple parameters of <see cref="Entry"/> are filled from what the client sent.</summary>
    public bool HasClientArguments { get; }

    public bool IsClientArgument(IParameterSymbol parameter) =>
        HasClientArguments
        && Entry is not null
        && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, Entry)
        && !parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "FromServicesAttribute" or "FromKeyedServicesAttribute" or "RangeAttribute");

    /// <summary>The path of something that this path's code calls.</summary>
    public RequestPath ToCallee() =>
        new(Description.StartsWith("called by ", StringComparison.Ordinal) ? Description : "called by " + Description, Entry, HasClientArguments);
}
