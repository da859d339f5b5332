namespace AppFrag.Sources.Runtime.Methods;

/// <summary>One compiled piece of a method: a tier, an instantiation. The readable name is made when first asked for.</summary>
internal sealed class MethodCode(string type, string name, int token, MethodModule module)
{
    private MethodFrame? _frame;

    public MethodModule Module { get; } = module;

    /// <summary><see langword="null"/> for precompiled code and for code that is not the application's.</summary>
    public ILMap? Map { get; set; }

    // Two threads may both make it; the results are alike and one of them stays.
    public MethodFrame Frame => _frame ??= new MethodFrame
    {
        FullName = WrittenName.Of(type, name),
        ModulePath = Module.Path,
        IsUserCode = Module.IsUserCode,
        MethodToken = token,
    };
}
