using System.Globalization;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>
/// Finds a type by its metadata name. <see cref="Compilation.GetTypeByMetadataName"/> asks each of some two hundred references for each name, and
/// most names of the tables belong to frameworks that are not there at all: their namespaces are not either, which is told at once.
/// </summary>
internal static class TypeLookup
{
    public static INamedTypeSymbol? Find(Compilation compilation, string metadataName)
    {
        INamespaceSymbol space = compilation.GlobalNamespace;
        var start = 0;
        for (var dot = metadataName.IndexOf('.'); dot >= 0; dot = metadataName.IndexOf('.', start))
        {
            if (Below(space, metadataName.Substring(start, dot - start)) is not { } inner)
            {
                return null;
            }

            space = inner;
            start = dot + 1;
        }

        var (name, arity) = Split(metadataName.Substring(start));
        var types = space.GetTypeMembers(name, arity);

        // Where several assemblies have a type of this name, the compilation knows which one counts.
        return types.Length == 1 && types[0].DeclaredAccessibility == Accessibility.Public ? types[0]
            : types.IsEmpty ? null
            : compilation.GetTypeByMetadataName(metadataName);
    }

    private static INamespaceSymbol? Below(INamespaceSymbol space, string name)
    {
        foreach (var member in space.GetMembers(name))
        {
            if (member is INamespaceSymbol inner)
            {
                return inner;
            }
        }

        return null;
    }

    private static (string Name, int Arity) Split(string name)
    {
        var tick = name.IndexOf('`');
        return tick < 0 ? (name, 0) : (name.Substring(0, tick), int.Parse(name.Substring(tick + 1), CultureInfo.InvariantCulture));
    }
}
