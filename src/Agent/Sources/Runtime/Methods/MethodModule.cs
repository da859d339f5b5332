namespace AppFrag.Sources.Runtime.Methods;

/// <summary>A loaded assembly file. Methods refer to it before the stream says what it is.</summary>
internal sealed class MethodModule
{
    public string? Path { get; private set; }

    public bool IsUserCode { get; private set; }

    /// <summary>Whether the stream has said what it is.</summary>
    public bool IsDescribed { get; private set; }

    /// <summary>Whether it is the application's, or nobody has said yet.</summary>
    public bool MayBeUserCode => IsUserCode || !IsDescribed;

    public void Describe(string path)
    {
        Path = path.Length > 0 ? path : null;
        IsUserCode = Path is not null && UserCode.IsUserModule(Path);
        IsDescribed = true;
    }
}
