namespace AppFrag.Analyzers.Profiles;

/// <summary>The expression that a row tells of.</summary>
internal sealed class ProfiledPlace
{
    public ProfiledPlace(ProfiledSite site, AllocationPlace place, bool hasMoved)
    {
        Site = site;
        Place = place;
        HasMoved = hasMoved;
    }

    public ProfiledSite Site { get; }

    public AllocationPlace Place { get; }

    /// <summary>Whether it stood on another line in the build that was profiled.</summary>
    public bool HasMoved { get; }
}
