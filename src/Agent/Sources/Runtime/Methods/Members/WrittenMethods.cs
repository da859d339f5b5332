using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>
/// From a compiled method to the one that a person wrote. A state machine is named by an attribute of its method. Lambdas and
/// local functions carry the method's name; where several have that name, it is the one whose code refers to them.
/// </summary>
internal sealed class WrittenMethods(PEReader assembly, MetadataReader metadata)
{
    // A lambda in a local function in an iterator in a lambda: each is a step or two.
    private const int MaxSteps = 32;

    // The entry point around an asynchronous Main, and what it calls.
    private const string EntryPoint = "<Main>";
    private static readonly string[] Mains = ["Main", "<Main>$"];

    private readonly StateMachines _stateMachines = new(metadata);
    private readonly References _references = new(assembly, metadata);

    /// <returns><see langword="null"/> for code that belongs to no method, and when it cannot be told to which.</returns>
    public MethodDefinitionHandle? Of(MethodDefinitionHandle compiled)
    {
        MethodDefinitionHandle? method = compiled;
        for (var step = 0; step < MaxSteps && method is { } current; step++)
        {
            if (!GeneratedName.IsGeneratedType(TypeNameOf(current)) && !IsGenerated(current))
            {
                return current;
            }

            method = Origin(current);
        }

        return null;
    }

    private MethodDefinitionHandle? Origin(MethodDefinitionHandle generated)
    {
        var type = metadata.GetMethodDefinition(generated).GetDeclaringType();
        if (_stateMachines.TryGetMethod(type, out var kickoff))
        {
            return kickoff;
        }

        var owner = WrittenType(type);
        if (NameOf(generated) == EntryPoint)
        {
            return Only(MethodsOf(owner).Where(method => Mains.Contains(NameOf(method))));
        }

        if (GeneratedName.Owner(NameOf(generated)) is not { } name)
        {
            return null;
        }

        var candidates = MethodsOf(owner).Where(method => NameOf(method) == name).ToList();
        return candidates.Count > 1 ? _references.To(generated, owner) : Only(candidates);
    }

    private bool IsGenerated(MethodDefinitionHandle method) => NameOf(method) is var name && (name == EntryPoint || GeneratedName.Owner(name) is not null);

    private TypeDefinitionHandle WrittenType(TypeDefinitionHandle type)
    {
        while (GeneratedName.IsGeneratedType(metadata.GetString(metadata.GetTypeDefinition(type).Name)) && metadata.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } declaring)
        {
            type = declaring;
        }

        return type;
    }

    private MethodDefinitionHandleCollection MethodsOf(TypeDefinitionHandle type) => metadata.GetTypeDefinition(type).GetMethods();

    private static MethodDefinitionHandle? Only(IEnumerable<MethodDefinitionHandle> methods) => methods.Take(2).ToList() is [var only] ? only : null;

    private string TypeNameOf(MethodDefinitionHandle method) =>
        metadata.GetString(metadata.GetTypeDefinition(metadata.GetMethodDefinition(method).GetDeclaringType()).Name);

    private string NameOf(MethodDefinitionHandle method) => metadata.GetString(metadata.GetMethodDefinition(method).Name);
}
