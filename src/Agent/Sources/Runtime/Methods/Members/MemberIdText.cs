using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;

namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>Writes documentation-comment ids as the C# compiler does (C# specification, D.4.2; Roslyn's DocumentationCommentIDVisitor).</summary>
internal static class MemberIdText
{
    private static readonly SignatureText Types = new();

    public static string Of(MetadataReader metadata, MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var name = metadata.GetString(method.Name);
        var arity = method.GetGenericParameters().Count;
        var signature = method.DecodeSignature(Types, null);
        var generic = arity == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"``{arity}");
        var parameters = Parameters(signature);
        var result = IsConversion(method, name) ? "~" + signature.ReturnType : "";
        return $"M:{TypeNames.Of(metadata, method.GetDeclaringType())}.{Escape(name)}{generic}{parameters}{result}";
    }

    private static string Parameters(MethodSignature<string> signature)
    {
        ImmutableArray<string> types = signature.ParameterTypes;
        if (signature.Header.CallingConvention == SignatureCallingConvention.VarArgs)
        {
            // What the caller adds to it is not part of a definition; Roslyn writes an empty place for it.
            types = types.Add("");
        }

        return types.IsEmpty ? "" : $"({string.Join(',', types)})";
    }

    /// <summary>Explicit implementations carry the interface in their name, with its dots and type arguments.</summary>
    private static string Escape(string name) => name.Replace('.', '#').Replace('<', '{').Replace('>', '}');

    // The only methods that differ by nothing but what they return.
    private static bool IsConversion(MethodDefinition method, string name) =>
        method.Attributes.HasFlag(MethodAttributes.SpecialName | MethodAttributes.Static) && name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit";
}
