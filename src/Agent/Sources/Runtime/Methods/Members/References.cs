using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>Which method refers to a lambda or local function. Looks at the code of one written type and of what the compiler made for it.</summary>
internal sealed class References(PEReader assembly, MetadataReader metadata)
{
    // ELEMENT_TYPE_GENERICINST, then class or value type, then which.
    private const byte GenericInstance = 0x15;

    private TypeDefinitionHandle _owner;
    private Dictionary<(string Type, string Method), MethodDefinitionHandle>? _referrers;

    /// <param name="generated">A method that the compiler made.</param>
    /// <param name="owner">The written type that it belongs to.</param>
    /// <returns>The first that refers to it, perhaps generated itself.</returns>
    public MethodDefinitionHandle? To(MethodDefinitionHandle generated, TypeDefinitionHandle owner)
    {
        if (_referrers is null || _owner != owner)
        {
            _referrers = [];
            _owner = owner;
            Read(owner);
        }

        var method = metadata.GetMethodDefinition(generated);
        return _referrers.TryGetValue((NameOf(method.GetDeclaringType()), metadata.GetString(method.Name)), out var referrer) ? referrer : null;
    }

    private void Read(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        foreach (var method in type.GetMethods())
        {
            Read(method);
        }

        foreach (var nested in type.GetNestedTypes())
        {
            if (GeneratedName.IsGeneratedType(NameOf(nested)))
            {
                Read(nested);
            }
        }
    }

    private void Read(MethodDefinitionHandle method)
    {
        var address = metadata.GetMethodDefinition(method).RelativeVirtualAddress;
        if (address == 0)
        {
            return;
        }

        foreach (var instruction in ILInstructions.Read(assembly.GetMethodBody(address).GetILReader()))
        {
            if (instruction.Code is ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Call or ILOpCode.Callvirt
                && KeyOf(MetadataTokens.EntityHandle(instruction.Token)) is { } key
                && GeneratedName.Owner(key.Method) is not null)
            {
                _referrers!.TryAdd(key, method);
            }
        }
    }

    private (string Type, string Method)? KeyOf(EntityHandle method)
    {
        switch (method.Kind)
        {
            case HandleKind.MethodSpecification:
                return KeyOf(metadata.GetMethodSpecification((MethodSpecificationHandle)method).Method);
            case HandleKind.MethodDefinition:
                var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)method);
                return (NameOf(definition.GetDeclaringType()), metadata.GetString(definition.Name));
            case HandleKind.MemberReference:
                var reference = metadata.GetMemberReference((MemberReferenceHandle)method);
                return TypeOf(reference.Parent) is { } type ? (NameOf(type), metadata.GetString(reference.Name)) : null;
            default:
                return null;
        }
    }

    /// <summary>The definition that an instance of a generic closure is made of.</summary>
    private TypeDefinitionHandle? TypeOf(EntityHandle parent)
    {
        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return parent.Kind == HandleKind.TypeDefinition ? (TypeDefinitionHandle)parent : null;
        }

        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadByte() != GenericInstance)
        {
            return null;
        }

        signature.ReadByte();
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } definition ? (TypeDefinitionHandle)definition : null;
    }

    private string NameOf(TypeDefinitionHandle type) => metadata.GetString(metadata.GetTypeDefinition(type).Name);
}
