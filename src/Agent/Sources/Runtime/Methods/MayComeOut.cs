using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>How much a signature says of what may come out of a method.</summary>
internal enum Outcome
{
    /// <summary>No object.</summary>
    Value,
    Text,

    /// <summary>An object of one class, which holds no array that its maker would have allocated in passing.</summary>
    Plain,

    /// <summary>An array, a collection, or whatever the caller says.</summary>
    Any,
}

/// <param name="Outcome">What the type may be.</param>
/// <param name="IsByReference">Whether it is a variable of the caller.</param>
internal readonly record struct SignatureType(Outcome Outcome, bool IsByReference = false)
{
    /// <param name="type">As the runtime names it; <see langword="null"/> for any.</param>
    public bool MayBe(string? type) => Outcome switch
    {
        Outcome.Value => false,
        Outcome.Text => type is null or "System.String",
        Outcome.Plain => type?.EndsWith("[]", StringComparison.Ordinal) != true,
        _ => true,
    };
}

/// <summary>Reads signatures for the one question whether an object can come out of a method.</summary>
internal sealed class MayComeOut : ISignatureTypeProvider<SignatureType, object?>
{
    private const byte ValueType = 0x11; // ELEMENT_TYPE_VALUETYPE

    private static readonly SignatureType Any = new(Outcome.Any);
    private static readonly SignatureType Value = new(Outcome.Value);

    public SignatureType GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Object => Any,
        PrimitiveTypeCode.String => new(Outcome.Text),
        _ => Value,
    };

    public SignatureType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => rawTypeKind == ValueType ? Value : new(Outcome.Plain);

    public SignatureType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => rawTypeKind == ValueType ? Value : new(Outcome.Plain);

    public SignatureType GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Any;

    public SignatureType GetGenericInstantiation(SignatureType genericType, ImmutableArray<SignatureType> typeArguments) =>
        genericType == Value && typeArguments.All(argument => argument == Value) ? Value : Any;

    public SignatureType GetSZArrayType(SignatureType elementType) => Any;

    public SignatureType GetArrayType(SignatureType elementType, ArrayShape shape) => Any;

    public SignatureType GetByReferenceType(SignatureType elementType) => elementType with { IsByReference = true };

    public SignatureType GetGenericMethodParameter(object? genericContext, int index) => Any;

    public SignatureType GetGenericTypeParameter(object? genericContext, int index) => Any;

    public SignatureType GetModifiedType(SignatureType modifier, SignatureType unmodifiedType, bool isRequired) => unmodifiedType;

    public SignatureType GetPinnedType(SignatureType elementType) => elementType;

    public SignatureType GetPointerType(SignatureType elementType) => Value;

    public SignatureType GetFunctionPointerType(MethodSignature<SignatureType> signature) => Value;
}
