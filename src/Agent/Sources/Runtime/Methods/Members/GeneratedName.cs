namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>Names that the C# compiler makes up. The patterns are those of Roslyn's GeneratedNames.</summary>
internal static class GeneratedName
{
    /// <summary>A state machine (<c>&lt;Upload&gt;d__3</c>) or a closure (<c>&lt;&gt;c__DisplayClass0_0</c>); not a type that is local to its file (<c>&lt;Orders&gt;F1A2…__Cart</c>).</summary>
    public static bool IsGeneratedType(string name) =>
        name.StartsWith("<>c", StringComparison.Ordinal) || (ClosingBracket(name) is var close and > 0 && close + 1 < name.Length && name[close + 1] == 'd');

    /// <summary><c>Upload</c> of a lambda <c>&lt;Upload&gt;b__0_1</c> or a local function <c>&lt;Upload&gt;g__Read|0_1</c>; <see langword="null"/> for other names.</summary>
    public static string? Owner(string method) =>
        ClosingBracket(method) is var close and > 0 && close + 1 < method.Length && method[close + 1] is 'b' or 'g' ? method[1..close] : null;

    /// <summary>Where the bracket closes that the name begins with; -1 for a name that begins otherwise.</summary>
    private static int ClosingBracket(string name)
    {
        var open = 0;
        for (var i = 0; i < name.Length; i++)
        {
            open += name[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (open == 0)
            {
                return i > 0 ? i : -1;
            }
        }

        return -1;
    }
}
