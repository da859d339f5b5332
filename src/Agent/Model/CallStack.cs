namespace AppFrag.Model;

/// <summary>A distinct stack of return addresses, leaf first, and the site it resolves to once its methods are known.</summary>
internal sealed class CallStack(ulong[] addresses)
{
    /// <summary>Stands for many stacks that are not kept apart.</summary>
    public static CallStack Others { get; } = new([]);

    public ulong[] Addresses { get; } = addresses;

    /// <summary>The place in a person's code; <see langword="null"/> until resolved. Written by the agent's own thread.</summary>
    public CodeSite? Site { get; set; }
}

/// <summary>A place in a person's code. <see cref="Method"/> is what a person wrote, not what the compiler made of it.</summary>
/// <param name="Method">E.g. <c>Shop.OrdersController.Upload</c>.</param>
/// <param name="File">Source file; <see langword="null"/> without debug symbols.</param>
/// <param name="Line">1-based; <see langword="null"/> without debug symbols, and where the optimizer does not tell the line.</param>
/// <param name="Via">The innermost telling method below that line, which allocated for it; <see langword="null"/> when the line allocates itself.</param>
/// <param name="Member">Documentation-comment id of the method; <see langword="null"/> when it cannot be told, and for code that is not the application's.</param>
/// <param name="ProjectFile"><paramref name="File"/> from the project's directory, or its bare name when that is not known; <see langword="null"/> without <paramref name="File"/>.</param>
internal sealed record CodeSite(string Method, string? File, int? Line, string? Via, string? Member = null, string? ProjectFile = null);
