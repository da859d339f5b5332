namespace AppFrag.Analyzers.Profiles;

/// <summary>The parts of the documentation-comment id of a method. Its name holds no dot: those of an explicitly implemented interface are <c>#</c>.</summary>
internal static class MemberName
{
    private static readonly char[] EndOfName = { '(', '~' };
    private static readonly char[] StartOfName = { '.', '#' };

    /// <summary><c>Shop.Outer`1.Orders</c> of <c>M:Shop.Outer`1.Orders.Upload(System.String)</c>; empty for what has none.</summary>
    public static string Type(string member)
    {
        var end = member.IndexOfAny(EndOfName);
        var dot = end < 0 ? member.LastIndexOf('.') : member.LastIndexOf('.', end);
        return dot > "M:".Length ? member.Substring("M:".Length, dot - "M:".Length) : "";
    }

    /// <summary><c>Orders</c> of the same.</summary>
    public static string SimpleType(string member)
    {
        var type = Type(member);
        type = type.Substring(type.LastIndexOf('.') + 1);
        var arity = type.IndexOf('`');
        return arity < 0 ? type : type.Substring(0, arity);
    }

    /// <summary><c>Upload</c> of the same, also where it implements an interface explicitly or is generic.</summary>
    public static string Simple(string member)
    {
        var end = member.IndexOfAny(EndOfName);
        var name = end < 0 ? member : member.Substring(0, end);
        name = name.Substring(name.LastIndexOfAny(StartOfName) + 1);
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
