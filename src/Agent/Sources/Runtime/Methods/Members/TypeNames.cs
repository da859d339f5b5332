using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Text;

namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>Full names of types as documentation-comment ids have them: nested types behind a dot, the number of type parameters behind a backtick.</summary>
internal static class TypeNames
{
    public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var declaring = type.GetDeclaringType();
        var scope = declaring.IsNil ? metadata.GetString(type.Namespace) : Of(metadata, declaring);
        return Join(scope, metadata.GetString(type.Name));
    }

    public static string Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var scope = type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Of(metadata, (TypeReferenceHandle)type.ResolutionScope)
            : metadata.GetString(type.Namespace);
        return Join(scope, metadata.GetString(type.Name));
    }

    /// <summary>Each level takes as many type arguments as its name says: <c>Outer`1.Inner`1</c> of A and B is <c>Outer{A}.Inner{B}</c>.</summary>
    public static string Instantiate(string genericType, ImmutableArray<string> typeArguments)
    {
        var text = new StringBuilder();
        var used = 0;
        foreach (var level in genericType.Split('.'))
        {
            var tick = level.IndexOf('`', StringComparison.Ordinal);
            text.Append(text.Length > 0 ? "." : "").Append(tick < 0 ? level : level[..tick]);
            if (tick >= 0 && int.TryParse(level.AsSpan(tick + 1), out var arity) && used + arity <= typeArguments.Length)
            {
                text.Append('{').AppendJoin(',', typeArguments.AsSpan(used, arity)!).Append('}');
                used += arity;
            }
        }

        return text.ToString();
    }

    private static string Join(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";
}
