namespace AppFrag.Sources.Runtime.Methods;

/// <summary>A loaded assembly file. Methods refer to it before the stream says what it is.</summary>
internal sealed class MethodModule
{
    private bool _isDescribed;

    public string? Path { get; private set; }

    public bool IsUserCode { get; private set; }

    /// <summary>Whether it is the application's, or nobody has said yet.</summary>
    public bool MayBeUserCode => IsUserCode || !_isDescribed;

    public void Describe(string path)
    {
        Path = path.Length > 0 ? path : null;
        IsUserCode = Path is not null && UserCode.IsUserModule(Path);
        _isDescribed = true;
    }
}
