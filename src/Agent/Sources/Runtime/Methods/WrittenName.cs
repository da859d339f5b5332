namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Undoes the names that the C# compiler makes up: state machines (<c>&lt;Upload&gt;d__3.MoveNext</c>), closures
/// (<c>&lt;&gt;c__DisplayClass0_0.&lt;Upload&gt;b__1</c>) and local functions (<c>&lt;Upload&gt;g__Read|0_1</c>) become the
/// method they were written in. The patterns are those of Roslyn's GeneratedNames; other names pass unchanged.
/// </summary>
internal static class WrittenName
{
    /// <param name="type">Full type name as the runtime gives it: nested types behind <c>+</c>, type arguments in brackets.</param>
    /// <param name="method">Method name.</param>
    public static string Of(string type, string method)
    {
        var types = WithoutTypeArguments(type).Split('+');
        var depth = types.Length;
        while (depth > 1 && types[depth - 1].StartsWith('<'))
        {
            if (TryGetOwner(types[depth - 1], 'd', out var owner))
            {
                method = owner;
            }
            else if (!types[depth - 1].StartsWith("<>c", StringComparison.Ordinal))
            {
                break;
            }

            depth--;
        }

        while (TryGetOwner(method, 'b', out var owner) || TryGetOwner(method, 'g', out owner))
        {
            method = owner;
        }

        // The entry point that the compiler adds around an asynchronous Main.
        method = method == "<Main>" ? "Main" : method;
        return string.Join('.', types.AsSpan(0, depth)!) + "." + method;
    }

    /// <summary>Takes <c>Upload</c> out of <c>&lt;Upload&gt;d__3</c>, where <c>d</c> is the kind.</summary>
    private static bool TryGetOwner(string name, char kind, out string owner)
    {
        var close = name.StartsWith('<') ? ClosingBracket(name) : -1;
        if (close <= 1 || close + 1 >= name.Length || name[close + 1] != kind)
        {
            owner = name;
            return false;
        }

        // In a type name the dots of an explicitly implemented interface are dashes.
        owner = name[1..close].Replace('-', '.');
        return true;
    }

    private static int ClosingBracket(string name)
    {
        var open = 0;
        for (var i = 0; i < name.Length; i++)
        {
            open += name[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (open == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static string WithoutTypeArguments(string type)
    {
        var bracket = type.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? type : type[..bracket];
    }
}
