using AppFrag.Model;

namespace AppFrag.Export.Profiles;

/// <summary>Which allocation sites a profile tells of, and what of them. Pure.</summary>
internal static class ProfileRows
{
    /// <summary>Rows of one profile; what lies below them would be noise.</summary>
    public const int MaxRows = 500;

    // One object may have been a chance.
    private const int LeastSamples = 2;

    /// <summary>Heaps whose objects only a full collection frees.</summary>
    public static bool IsProfiled(AllocationKind kind) => kind is AllocationKind.Loh or AllocationKind.Poh;

    /// <summary>Largest first. Sites of code that is not the application's have no member, and no row.</summary>
    public static IReadOnlyList<ProfileRow> Of(IEnumerable<AllocationSite> sites, int leastSamples = LeastSamples) =>
    [
        .. sites
            .Where(site => site.Member is not null && IsProfiled(site.Kind) && site.Samples >= leastSamples)
            .OrderByDescending(site => site.BytesPerSecond)
            .Take(MaxRows)
            .Select(site => new ProfileRow(
                site.Member!,
                site.ProjectFile ?? "",
                site.Line ?? 0,
                site.Type,
                site.Kind == AllocationKind.Poh ? "poh" : "loh",
                site.BytesPerSecond,
                site.Share,
                site.Samples,
                site.Routes.Count > 0 ? Template(site.Routes[0].Route) : "")),
    ];

    /// <summary>
    /// A method and a route template, nothing else: the names of other spans are made by the application, and may hold anything.
    /// </summary>
    private static string Template(string route)
    {
        int path = route.IndexOf('/', StringComparison.Ordinal);
        bool isTemplate = path == 0 || (path > 1 && route[path - 1] == ' ' && route.AsSpan(0, path - 1).IndexOfAnyExceptInRange('A', 'Z') < 0);
        int query = route.IndexOf('?', StringComparison.Ordinal);

        // "?" also marks an optional part of a template: {id?}.
        return !isTemplate ? "" : query < 0 || route.IndexOf('}', query) == query + 1 ? route : route[..query];
    }
}
