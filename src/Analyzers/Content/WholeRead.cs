namespace AppFrag.Analyzers.Content;

/// <summary>One API that puts a whole body or file into one object, and what to use instead.</summary>
internal sealed class WholeRead
{
    public WholeRead(WholeReadKind kind, string content, string alternative)
    {
        Kind = kind;
        Content = content;
        Alternative = alternative;
    }

    public WholeReadKind Kind { get; }

    /// <summary>For the message: "the whole …".</summary>
    public string Content { get; }

    public string Alternative { get; }
}

internal enum WholeReadKind
{
    StreamCopy,
    FileBytes,
    FileText,
    ResponseBytes,
    ResponseText,
    Reader,
}
