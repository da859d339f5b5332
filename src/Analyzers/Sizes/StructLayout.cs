using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Sizes;

/// <summary>What <c>[StructLayout]</c>, <c>[FieldOffset]</c> and <c>[InlineArray]</c> say about a struct.</summary>
internal readonly struct StructLayout
{
    private const int Explicit = 2;

    private StructLayout(bool isExplicit, int size, int pack, int repetitions)
    {
        IsExplicit = isExplicit;
        Size = size;
        Pack = pack;
        Repetitions = repetitions;
    }

    public bool IsExplicit { get; }

    /// <summary>Bytes at least; 0: what the fields take.</summary>
    public int Size { get; }

    /// <summary>The largest alignment of a field.</summary>
    public int Pack { get; }

    /// <summary>Of the one field of an inline array; 1 otherwise.</summary>
    public int Repetitions { get; }

    public static StructLayout Of(INamedTypeSymbol type)
    {
        var layout = new StructLayout(false, 0, int.MaxValue, 1);
        foreach (var attribute in type.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "StructLayoutAttribute":
                    var kind = attribute.ConstructorArguments is { Length: 1 } arguments ? Convert.ToInt32(arguments[0].Value) : 0;
                    layout = new StructLayout(kind == Explicit, Named(attribute, "Size", 0), Named(attribute, "Pack", 0) is > 0 and var pack ? pack : int.MaxValue, layout.Repetitions);
                    break;
                case "InlineArrayAttribute" when attribute.ConstructorArguments is { Length: 1 } length && length[0].Value is int count:
                    layout = new StructLayout(layout.IsExplicit, layout.Size, layout.Pack, count);
                    break;
            }
        }

        return layout;
    }

    public static int OffsetOf(IFieldSymbol field) =>
        field.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "FieldOffsetAttribute")?.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is int offset ? offset : 0;

    private static int Named(AttributeData attribute, string name, int otherwise) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { IsNull: false, Value: int value } ? value : otherwise;
}
