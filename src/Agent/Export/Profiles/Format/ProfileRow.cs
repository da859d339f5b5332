namespace AppFrag.Export.Profiles;

/// <summary>One line of a profile: what one line of code allocated in production. Compiled into the analyzers too, for netstandard2.0.</summary>
internal sealed class ProfileRow
{
    public ProfileRow(string member, string file, int line, string type, string kind, double bytesPerSecond, double share, long samples, string route)
    {
        Member = member;
        File = file;
        Line = line;
        Type = type;
        Kind = kind;
        BytesPerSecond = bytesPerSecond;
        Share = share;
        Samples = samples;
        Route = route;
    }

    /// <summary>Documentation-comment id of the method.</summary>
    public string Member { get; }

    /// <summary>From the project's directory, with <c>/</c>; empty when unknown.</summary>
    public string File { get; }

    /// <summary>1-based; 0 when unknown.</summary>
    public int Line { get; }

    /// <summary>Type of the allocated objects as the runtime names it, e.g. <c>System.Byte[]</c>.</summary>
    public string Type { get; }

    /// <summary><c>loh</c>, <c>poh</c> or <c>soh</c>.</summary>
    public string Kind { get; }

    /// <summary>Of one instance of the service, on average.</summary>
    public double BytesPerSecond { get; }

    /// <summary>Of all bytes on the same heap, 0 to 1.</summary>
    public double Share { get; }

    /// <summary>How many samples the numbers rest on.</summary>
    public long Samples { get; }

    /// <summary>The route that reaches it most; empty when unknown.</summary>
    public string Route { get; }
}
