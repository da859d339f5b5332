using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Profiles;

/// <summary>Compares a type with a name that the runtime gave it. By simple names: the runtime names nested types without what they are nested in.</summary>
internal static class RuntimeTypeName
{
    private static readonly char[] EndOfName = { '[', '`' };
    private static readonly char[] StartOfName = { '.', '+' };

    public static bool IsArray(string name) => name.EndsWith("]", StringComparison.Ordinal) && (name.EndsWith("[]", StringComparison.Ordinal) || name.EndsWith(",]", StringComparison.Ordinal));

    public static bool Is(ITypeSymbol? type, string name)
    {
        while (type is IArrayTypeSymbol array)
        {
            var suffix = "[" + new string(',', array.Rank - 1) + "]";
            if (!name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return false;
            }

            name = name.Substring(0, name.Length - suffix.Length);
            type = array.ElementType;
        }

        // What only the instantiation tells may be any type.
        return type is ITypeParameterSymbol || (type is not null && !IsArray(name) && type.MetadataName is var own && Simple(own) == Simple(name));
    }

    private static string Simple(string name)
    {
        var end = name.IndexOfAny(EndOfName);
        name = end > 0 ? name.Substring(0, end) : name;
        return name.Substring(name.LastIndexOfAny(StartOfName) + 1);
    }
}
