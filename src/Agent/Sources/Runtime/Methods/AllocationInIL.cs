using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>What a frame of a stack was doing: allocating an object itself, or calling a method that did.</summary>
/// <param name="Type">Allocated type as the runtime names it, for the innermost frame; <see langword="null"/> when unknown.</param>
/// <param name="Callee">Written name of the next frame inwards; <see langword="null"/> for the innermost frame.</param>
internal readonly record struct FrameDeed(string? Type, string? Callee);

/// <summary>
/// Which instructions of a method may have done what a frame did. The compiler inlines: an allocation by the frame itself
/// may be of any method that it calls, and those, in turn, call. Methods of the same module are looked into; of others
/// the signature tells whether an object may come out of them.
/// </summary>
internal sealed class AllocationInIL(PEReader assembly, MetadataReader metadata)
{
    // Calls within calls that are looked into; what lies deeper counts as possible.
    private const int InlineDepth = 6;

    // JitExtDefaultPolicyMaxILProf: larger methods are never inlined unless asked for.
    private const int MostInlinedIL = 1024;

    private static readonly MayComeOut ComesOut = new();

    // What is known of the methods of this module, for one question. A method that calls itself adds nothing to itself.
    private readonly Dictionary<EntityHandle, bool> _known = [];

    /// <summary>Offsets in [<paramref name="from"/>, <paramref name="to"/>) of the instructions that may have done it. Not thread-safe.</summary>
    public List<int> Candidates(int methodToken, int from, int to, FrameDeed deed)
    {
        _known.Clear();
        return
        [
            .. InstructionsOf(MetadataTokens.EntityHandle(methodToken))
                .Where(instruction => instruction.Offset >= from && instruction.Offset < to && MayDo(instruction, deed, InlineDepth))
                .Select(instruction => instruction.Offset),
        ];
    }

    /// <summary>
    /// Offsets of what does it for certain in the handlers of try blocks around [<paramref name="from"/>, <paramref name="to"/>).
    /// While a handler runs, the runtime's stacks do not show the handler but the place in the try block that it was
    /// entered from.
    /// </summary>
    public List<int> CandidatesInHandlers(int methodToken, int from, int to, FrameDeed deed)
    {
        var method = metadata.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens.EntityHandle(methodToken));
        if (method.RelativeVirtualAddress == 0)
        {
            return [];
        }

        var body = assembly.GetMethodBody(method.RelativeVirtualAddress);
        var handlers = body.ExceptionRegions.Where(region => from < region.TryOffset + region.TryLength && to > region.TryOffset).ToList();
        return
        [
            .. ILInstructions.Read(body.GetILReader())
                .Where(instruction => handlers.Exists(handler => instruction.Offset >= handler.HandlerOffset && instruction.Offset < handler.HandlerOffset + handler.HandlerLength))
                .Where(instruction => Does(instruction, deed))
                .Select(instruction => instruction.Offset),
        ];
    }

    private bool MayDo(ILInstruction instruction, FrameDeed deed, int depth) =>
        Does(instruction, deed) || (instruction.Code switch
        {
            ILOpCode.Newobj => MayCreate(instruction.Token, deed) || MayCall(instruction.Token, deed, depth),
            ILOpCode.Call or ILOpCode.Callvirt => MayCall(instruction.Token, deed, depth),
            _ => false,
        });

    /// <summary>Whether the instruction itself, not what it calls, is the deed.</summary>
    private bool Does(ILInstruction instruction, FrameDeed deed) => instruction.Code switch
    {
        ILOpCode.Call or ILOpCode.Callvirt => IsCallOf(instruction.Token, deed.Callee),
        ILOpCode.Newobj when deed.Callee is not null => IsCallOf(instruction.Token, deed.Callee),
        _ when deed.Callee is not null => false,
        ILOpCode.Newarr => IsElement(deed.Type, instruction.Token),
        ILOpCode.Newobj => IsType(deed.Type, DeclaringTypeOf(instruction.Token)),
        ILOpCode.Box => deed.Type?.EndsWith("[]", StringComparison.Ordinal) != true && IsType(deed.Type, MetadataTokens.EntityHandle(instruction.Token)),
        _ => false,
    };

    private bool IsCallOf(int token, string? name) => name is not null && name.EndsWith("." + NameOf(MethodOf(token)), StringComparison.Ordinal);

    // A constructor from elsewhere may allocate what the new object is made of; that of a string makes only the string.
    private bool MayCreate(int constructor, FrameDeed deed) =>
        deed.Callee is null
        && MetadataTokens.EntityHandle(constructor).Kind == HandleKind.MemberReference
        && !IsType("System.String", DeclaringTypeOf(constructor));

    private bool MayCall(int token, FrameDeed deed, int depth)
    {
        var callee = MethodOf(token);
        if (callee.Kind == HandleKind.MethodDefinition)
        {
            var method = metadata.GetMethodDefinition((MethodDefinitionHandle)callee);
            if (method.RelativeVirtualAddress != 0)
            {
                return IsInlined(method) && (depth == 0 || MayDoWithin(callee, deed, depth - 1));
            }
        }

        // Somebody else's: a frame further in was named, so only an object of unknown origin is left to explain.
        return deed.Callee is null && MayReturn(callee, deed.Type);
    }

    private bool MayDoWithin(EntityHandle method, FrameDeed deed, int depth)
    {
        if (!_known.TryGetValue(method, out var may))
        {
            _known[method] = false;
            _known[method] = may = InstructionsOf(method).Exists(instruction => MayDo(instruction, deed, depth));
        }

        return may;
    }

    private bool IsInlined(MethodDefinition method) =>
        (method.ImplAttributes & MethodImplAttributes.NoInlining) == 0
        && ((method.ImplAttributes & MethodImplAttributes.AggressiveInlining) != 0
            || assembly.GetMethodBody(method.RelativeVirtualAddress).GetILReader().Length <= MostInlinedIL);

    /// <summary>Whether a new object may be returned, or put into a variable of the caller. Getters return what is there.</summary>
    private bool MayReturn(EntityHandle callee, string? type)
    {
        if (NameOf(callee).StartsWith("get_", StringComparison.Ordinal))
        {
            return false;
        }

        var signature = callee.Kind == HandleKind.MethodDefinition
            ? metadata.GetMethodDefinition((MethodDefinitionHandle)callee).DecodeSignature(ComesOut, null)
            : metadata.GetMemberReference((MemberReferenceHandle)callee).DecodeMethodSignature(ComesOut, null);
        return signature.ReturnType.MayBe(type) || signature.ParameterTypes.Any(parameter => parameter.IsByReference && parameter.MayBe(type));
    }

    private EntityHandle MethodOf(int token)
    {
        var method = MetadataTokens.EntityHandle(token);
        return method.Kind == HandleKind.MethodSpecification ? metadata.GetMethodSpecification((MethodSpecificationHandle)method).Method : method;
    }

    private EntityHandle DeclaringTypeOf(int constructor)
    {
        var method = MetadataTokens.EntityHandle(constructor);
        return method.Kind == HandleKind.MethodDefinition
            ? metadata.GetMethodDefinition((MethodDefinitionHandle)method).GetDeclaringType()
            : metadata.GetMemberReference((MemberReferenceHandle)method).Parent;
    }

    private List<ILInstruction> InstructionsOf(EntityHandle method)
    {
        var address = method.Kind == HandleKind.MethodDefinition ? metadata.GetMethodDefinition((MethodDefinitionHandle)method).RelativeVirtualAddress : 0;
        return address == 0 ? [] : ILInstructions.Read(assembly.GetMethodBody(address).GetILReader());
    }

    private string NameOf(EntityHandle method) => metadata.GetString(method.Kind == HandleKind.MethodDefinition
        ? metadata.GetMethodDefinition((MethodDefinitionHandle)method).Name
        : metadata.GetMemberReference((MemberReferenceHandle)method).Name);

    private bool IsElement(string? arrayType, int elementToken) =>
        arrayType is null
        || (arrayType.EndsWith("[]", StringComparison.Ordinal) && IsType(arrayType[..^2], MetadataTokens.EntityHandle(elementToken)));

    // By the simple name: the runtime names nested types without what they are nested in. What only the instantiation
    // tells may be any type.
    private bool IsType(string? type, EntityHandle handle) => type is null || handle.Kind switch
    {
        HandleKind.TypeReference => SimpleName(type).SequenceEqual(SimpleName(metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)handle).Name))),
        HandleKind.TypeDefinition => SimpleName(type).SequenceEqual(SimpleName(metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)handle).Name))),
        _ => true,
    };

    /// <summary><c>List</c> of <c>System.Collections.Generic.List`1[System.Byte]</c>.</summary>
    private static ReadOnlySpan<char> SimpleName(ReadOnlySpan<char> type)
    {
        var end = type.IndexOfAny('[', '`');
        type = end > 0 ? type[..end] : type;
        return type[(type.LastIndexOfAny('.', '+') + 1)..];
    }
}
