namespace AppFrag.Export.Profiles;

/// <summary>A profile, or the first thing that is wrong with a file. Compiled into the analyzers too, for netstandard2.0.</summary>
internal sealed class ProfileReading
{
    private ProfileReading(Profile? profile, IReadOnlyList<int> rowLines, int errorLine, string? error)
    {
        Profile = profile;
        RowLines = rowLines;
        ErrorLine = errorLine;
        Error = error;
    }

    public Profile? Profile { get; }

    /// <summary>1-based line of each row.</summary>
    public IReadOnlyList<int> RowLines { get; }

    /// <summary>1-based line of what is wrong.</summary>
    public int ErrorLine { get; }

    /// <summary>One line without a full stop; null when the file is a profile.</summary>
    public string? Error { get; }

    public static ProfileReading Of(Profile profile, IReadOnlyList<int> rowLines) => new(profile, rowLines, 0, null);

    public static ProfileReading Wrong(int line, string error) => new(null, Array.Empty<int>(), line, error);
}
