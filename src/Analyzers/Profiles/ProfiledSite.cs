using AppFrag.Export.Profiles;

namespace AppFrag.Analyzers.Profiles;

/// <summary>A row, and the profile that it is from.</summary>
internal sealed class ProfiledSite
{
    public ProfiledSite(ProfileRow row, ProfileHeader header)
    {
        Row = row;
        Header = header;
    }

    public ProfileRow Row { get; }

    public ProfileHeader Header { get; }
}
