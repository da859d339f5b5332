using System.Collections.Immutable;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Buffers;

/// <summary>Recognizes the operations that make a buffer of a stated length.</summary>
internal static class BufferCreations
{
    /// <summary>
    /// Types that allocate an array of the size of one constructor parameter, with the bytes per element
    /// (0: the size of the type argument).
    /// </summary>
    private static readonly ImmutableDictionary<string, (string Parameter, int ElementSize)> CapacityTypes = new Dictionary<string, (string, int)>
    {
        ["System.IO.MemoryStream"] = ("capacity", 1),
        ["System.IO.BufferedStream"] = ("bufferSize", 1),
        ["System.IO.FileStream"] = ("bufferSize", 1),
        ["System.Text.StringBuilder"] = ("capacity", sizeof(char)),
        ["System.Collections.Generic.List"] = ("capacity", 0),
        ["System.Buffers.ArrayBufferWriter"] = ("initialCapacity", 0),
    }.ToImmutableDictionary();

    /// <summary>Objects are created everywhere; the simple name tells most of them apart before a full name has to be built.</summary>
    public static readonly ImmutableHashSet<string> CapacityTypeNames = CapacityTypes.Keys.Select(name => name.Substring(name.LastIndexOf('.') + 1)).ToImmutableHashSet();

    public static BufferCreation? TryRead(IOperation operation) => operation switch
    {
        IArrayCreationOperation { IsImplicit: false, Type: IArrayTypeSymbol array } creation =>
            new BufferCreation(creation, creation.DimensionSizes, ElementSize.AtLeast(array.ElementType), BufferKind.Array),
        IInvocationOperation invocation => FromCall(invocation),
        IObjectCreationOperation creation => FromConstructor(creation),
        _ => null,
    };

    private static BufferCreation? FromCall(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (method.Name is "AllocateUninitializedArray" or "AllocateArray" && method.ContainingType.ToDisplayString() == "System.GC" && !IsPinned(invocation))
        {
            return new BufferCreation(invocation, Argument(invocation.Arguments, "length"), ElementSize.AtLeast(method.TypeArguments[0]), BufferKind.Array);
        }

        return method.Name == "ReadBytes" && method.ContainingType.ToDisplayString() == "System.IO.BinaryReader"
            ? new BufferCreation(invocation, Argument(invocation.Arguments, "count"), 1, BufferKind.Read)
            : null;
    }

    private static BufferCreation? FromConstructor(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol type
            || !CapacityTypeNames.Contains(type.Name)
            || !CapacityTypes.TryGetValue(type.ContainingNamespace.ToDisplayString() + "." + type.Name, out var row))
        {
            return null;
        }

        var counts = Argument(creation.Arguments, row.Parameter);
        var size = row.ElementSize > 0 ? row.ElementSize : ElementSize.AtLeast(type.TypeArguments[0]);
        return counts.IsEmpty ? null : new BufferCreation(creation, counts, size, BufferKind.Capacity);
    }

    /// <summary>A pinned array lives on the pinned object heap, however large it is.</summary>
    private static bool IsPinned(IInvocationOperation invocation) =>
        invocation.Arguments.Any(argument => argument.Parameter?.Name == "pinned" && argument.Value.ConstantValue is not { HasValue: true, Value: false });

    private static ImmutableArray<IOperation> Argument(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.Where(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)
            .Select(argument => argument.Value)
            .ToImmutableArray();
}
