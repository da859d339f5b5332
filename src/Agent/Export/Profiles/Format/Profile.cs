namespace AppFrag.Export.Profiles;

/// <summary>A production profile: <c>appfrag.profile.tsv</c>, schema <c>appfrag.profile/1</c>. Compiled into the analyzers too, for netstandard2.0.</summary>
internal sealed class Profile
{
    public const string Schema = "appfrag.profile/1";

    /// <summary>Names of the columns, in their order.</summary>
    public static readonly string[] Columns = { "member", "file", "line", "type", "kind", "bytes_per_second", "share", "samples", "route" };

    public Profile(ProfileHeader header, IReadOnlyList<ProfileRow> rows)
    {
        Header = header;
        Rows = rows;
    }

    public ProfileHeader Header { get; }

    public IReadOnlyList<ProfileRow> Rows { get; }
}
