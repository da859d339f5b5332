using System.Reflection.Metadata;

namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>Which method a state machine was made of: the one whose attribute names it, among those of the type around it.</summary>
internal sealed class StateMachines(MetadataReader metadata)
{
    private const string AttributeSuffix = "StateMachineAttribute";
    private const ushort Prolog = 1;

    public bool TryGetMethod(TypeDefinitionHandle type, out MethodDefinitionHandle method)
    {
        method = default;
        var definition = metadata.GetTypeDefinition(type);
        if (definition.GetDeclaringType() is not { IsNil: false } declaring)
        {
            return false;
        }

        var name = metadata.GetString(definition.Name);
        foreach (var candidate in metadata.GetTypeDefinition(declaring).GetMethods())
        {
            foreach (var attribute in metadata.GetMethodDefinition(candidate).GetCustomAttributes())
            {
                if (IsStateMachineAttribute(metadata.GetCustomAttribute(attribute), out var named) && named == name)
                {
                    method = candidate;
                    return true;
                }
            }
        }

        return false;
    }

    /// <param name="attribute">Async, iterator or asynchronous iterator.</param>
    /// <param name="named">The simple name of the state machine.</param>
    private bool IsStateMachineAttribute(CustomAttribute attribute, out string named)
    {
        named = "";
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } type
            || !metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name).EndsWith(AttributeSuffix, StringComparison.Ordinal))
        {
            return false;
        }

        var value = metadata.GetBlobReader(attribute.Value);
        if (value.ReadUInt16() != Prolog || value.ReadSerializedString() is not { } full)
        {
            return false;
        }

        // Shop.Orders+<Upload>d__3, perhaps with the assembly behind a comma; special characters behind a backslash.
        var comma = full.IndexOf(", ", StringComparison.Ordinal);
        full = comma < 0 ? full : full[..comma];
        named = full[(full.LastIndexOf('+') + 1)..].Replace("\\", "", StringComparison.Ordinal);
        return true;
    }
}
