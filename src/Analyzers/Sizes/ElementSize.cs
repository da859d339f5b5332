using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// The bytes one element takes in an array of a 64-bit process. Where the layout cannot be known (a struct of another
/// assembly, whose reference assembly may hide fields, or a type parameter) it answers the smallest possible size,
/// so that a size built from it is never too large.
/// </summary>
internal static class ElementSize
{
    private const int Reference = 8;
    private const int MaxDepth = 8;

    public static int AtLeast(ITypeSymbol type) => Measure(type, 0).Size;

    private static (int Size, int Alignment) Measure(ITypeSymbol type, int depth)
    {
        if (type.IsReferenceType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            return (Reference, Reference);
        }

        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
        {
            return Measure(underlying, depth);
        }

        if (KnownSize(type) is { } known)
        {
            return known;
        }

        return type is INamedTypeSymbol { TypeKind: TypeKind.Struct } named && depth < MaxDepth ? MeasureStruct(named, depth) : (1, 1);
    }

    private static (int Size, int Alignment)? KnownSize(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte => (1, 1),
        SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 => (2, 2),
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => (4, 4),
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double => (8, 8),
        SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_DateTime => (8, 8),
        SpecialType.System_Decimal => (16, 8),
        _ => type.ContainingNamespace?.ToDisplayString() is "System" or "System.Text" or "System.Numerics" ? KnownByName(type.Name) : null,
    };

    private static (int Size, int Alignment)? KnownByName(string name) => name switch
    {
        "Guid" => (16, 4),
        "TimeSpan" or "TimeOnly" => (8, 8),
        "DateTimeOffset" or "Complex" => (16, 8),
        "Int128" or "UInt128" => (16, 16),
        "DateOnly" or "Index" or "Rune" => (4, 4),
        "Range" or "Vector2" => (8, 4),
        "Vector3" => (12, 4),
        "Vector4" or "Quaternion" => (16, 4),
        "Half" => (2, 2),
        "Memory" or "ReadOnlyMemory" or "ArraySegment" => (16, 8),
        _ => null,
    };

    private static (int Size, int Alignment) MeasureStruct(INamedTypeSymbol type, int depth)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            var (size, alignment) = Measure(type.TypeArguments[0], depth + 1);
            return (size + alignment, alignment);
        }

        if (type.IsTupleType || type is { Name: "KeyValuePair", Arity: 2 })
        {
            return Lay(type.TypeArguments, depth);
        }

        if (!type.Locations.Any(location => location.IsInSource))
        {
            return (1, 1);
        }

        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst).ToList();
        var layout = StructLayout.Of(type);
        var (laid, widest) = layout.IsExplicit
            ? LayExplicit(fields, depth)
            : Lay(HoldsReferences(fields) ? fields.Select(field => field.Type).OrderByDescending(field => Measure(field, depth + 1).Alignment) : fields.Select(field => field.Type), depth, layout.Pack);
        return (Math.Max(laid * layout.Repetitions, layout.Size), widest);
    }

    /// <summary>The runtime orders the fields of a struct with references itself, largest first, whatever its declaration says.</summary>
    private static bool HoldsReferences(List<IFieldSymbol> fields) => fields.Any(field => !field.Type.IsUnmanagedType);

    private static (int Size, int Alignment) LayExplicit(List<IFieldSymbol> fields, int depth)
    {
        var end = 1;
        foreach (var field in fields)
        {
            end = Math.Max(end, StructLayout.OffsetOf(field) + Measure(field.Type, depth + 1).Size);
        }

        return (end, 1);
    }

    private static (int Size, int Alignment) Lay(IEnumerable<ITypeSymbol> fields, int depth, int pack = int.MaxValue)
    {
        var offset = 0;
        var widest = 1;
        foreach (var field in fields)
        {
            var (size, natural) = Measure(field, depth + 1);
            var alignment = Math.Min(natural, pack);
            offset = RoundUp(offset, alignment) + size;
            widest = Math.Max(widest, alignment);
        }

        return (Math.Max(1, RoundUp(offset, widest)), widest);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
