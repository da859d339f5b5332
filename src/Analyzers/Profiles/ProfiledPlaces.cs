using AppFrag.Export.Profiles;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Profiles;

/// <summary>
/// From a row to the expression that allocates. On the row's line: what makes that type, then what fills a growing array, then a call
/// of short code of our own. Elsewhere in the member: the nearest expression that makes that type, which no other row claims. Code
/// that allocates nothing of the kind any more has been changed since, and is left alone.
/// </summary>
internal static class ProfiledPlaces
{
    public static IEnumerable<ProfiledPlace> Find(IReadOnlyList<ProfiledSite> sites, AllocationPlaces places, string path)
    {
        var claimed = new HashSet<SyntaxNode>();
        var left = new List<ProfiledSite>();
        foreach (var site in sites)
        {
            if (IsFile(path, site.Row.File) && OnItsLine(site.Row, places) is { } place)
            {
                claimed.Add(place.Syntax);
                yield return new ProfiledPlace(site, place, hasMoved: false);
            }
            else
            {
                left.Add(site);
            }
        }

        foreach (var site in left)
        {
            if (Elsewhere(site.Row, places, claimed) is { } place)
            {
                claimed.Add(place.Syntax);
                yield return new ProfiledPlace(site, place, hasMoved: true);
            }
        }
    }

    private static AllocationPlace? OnItsLine(ProfileRow row, AllocationPlaces places)
    {
        if (row.Line <= 0)
        {
            return null;
        }

        var onLine = places.OnLine(row.Line).ToList();
        return onLine.FirstOrDefault(place => place.IsCreation && place.Makes(row.Type))
            ?? onLine.FirstOrDefault(place => place.Makes(row.Type))
            ?? (RuntimeTypeName.IsArray(row.Type) ? onLine.FirstOrDefault(place => place.MakesGrowing) ?? onLine.FirstOrDefault(place => place.FillsGrowing) : null)
            ?? onLine.FirstOrDefault(place => place.CallsAllocatingCode);
    }

    private static AllocationPlace? Elsewhere(ProfileRow row, AllocationPlaces places, HashSet<SyntaxNode> claimed)
    {
        var free = places.Near(row.Line).Where(place => !claimed.Contains(place.Syntax)).ToList();
        return free.FirstOrDefault(place => place.IsKnownToAllocate && place.Makes(row.Type))
            ?? (RuntimeTypeName.IsArray(row.Type) ? free.FirstOrDefault(place => place.MakesGrowing) : null);
    }

    /// <summary>By its name: the profile has the path from the project's directory, or the bare name.</summary>
    private static bool IsFile(string path, string file) =>
        file.Length == 0 || string.Equals(FileName.Of(path), FileName.Of(file), StringComparison.OrdinalIgnoreCase);
}
