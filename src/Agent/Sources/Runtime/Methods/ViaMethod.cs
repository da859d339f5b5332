namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Which of the methods between a site and its allocation to name. The innermost, e.g.
/// <c>System.IO.MemoryStream.set_Capacity</c> for a growing stream that a <c>StreamWriter</c> writes to: the line itself
/// shows what it called, this tells what came of it. It is also the steadier choice. When the site's method tiers up,
/// the compiler inlines the methods that stand next to it, so that the outermost frame changes while the line does not;
/// the innermost changes only with code of the framework, nearly all of which is compiled ahead.
/// <para>A package's method goes before the framework's that it calls. Plumbing of async methods is never named.</para>
/// </summary>
internal static class ViaMethod
{
    // What runs other people's code: it stands between caller and callee and does not say what either does.
    private static readonly string[] Plumbing =
    [
        "System.Runtime.CompilerServices.Async",
        "System.Runtime.CompilerServices.PoolingAsync",
        "System.Runtime.CompilerServices.Configured",
        "System.Runtime.CompilerServices.TaskAwaiter",
        "System.Runtime.CompilerServices.ValueTaskAwaiter",
        "System.Runtime.CompilerServices.YieldAwaitable",
        "System.Threading.ExecutionContext.",
        "System.Threading.SynchronizationContext.",
        "System.Threading.Tasks.",
        "System.Threading.ThreadPool",
        "dynamicClass.IL_STUB",
    ];

    // How nearly everything allocates: named only if the site called it itself.
    private static readonly string[] Primitives =
    [
        "System.GC.",
        "System.Array.",
        "System.String.FastAllocateString",
        "System.String.Ctor",
        "System.Runtime.CompilerServices.RuntimeHelpers.",
    ];

    /// <param name="frames">All known, innermost first, up to but without the site.</param>
    /// <returns><see langword="null"/> when nothing but plumbing stands between.</returns>
    public static string? Of(ReadOnlySpan<ResolvedFrame?> frames)
    {
        string? framework = null;
        string? primitive = null;
        foreach (var frame in frames)
        {
            var name = frame!.Value.Method.FullName;
            if (IsPlumbing(name))
            {
                continue;
            }

            if (frame.Value.Method.IsUserCode)
            {
                return name;
            }

            if (StartsWithAny(name, Primitives))
            {
                primitive ??= name;
            }
            else
            {
                framework ??= name;
            }
        }

        return framework ?? primitive;
    }

    /// <summary>Whether a method only runs other people's code.</summary>
    public static bool IsPlumbing(string name) => StartsWithAny(name, Plumbing);

    private static bool StartsWithAny(string name, string[] prefixes) =>
        Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
