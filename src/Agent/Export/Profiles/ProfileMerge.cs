namespace AppFrag.Export.Profiles;

/// <summary>
/// One profile of many: of several instances, or of several stretches of time. Each counts for its window, so the rates are those of
/// one instance on average. Pure.
/// </summary>
internal static class ProfileMerge
{
    /// <param name="profiles">At least one.</param>
    /// <param name="maxRows">Rows kept, the largest.</param>
    public static Profile Merge(IReadOnlyList<Profile> profiles, int maxRows)
    {
        // Profiles that do not say how long they looked count alike.
        bool isTimed = profiles.All(profile => profile.Header.WindowSeconds > 0);
        double window = profiles.Sum(profile => profile.Header.WindowSeconds);
        double weights = isTimed ? window : profiles.Count;
        var sums = new Dictionary<Key, Sum>();
        var ofKind = new Dictionary<string, double>();
        foreach (Profile profile in profiles)
        {
            double weight = (isTimed ? profile.Header.WindowSeconds : 1) / weights;
            foreach (IGrouping<string, ProfileRow> kind in profile.Rows.GroupBy(row => row.Kind))
            {
                ofKind[kind.Key] = ofKind.GetValueOrDefault(kind.Key) + (weight * TotalOf(kind));
            }

            foreach (ProfileRow row in profile.Rows)
            {
                var key = new Key(row.Member, row.File, row.Line, row.Type, row.Kind);
                if (!sums.TryGetValue(key, out Sum? sum))
                {
                    sums[key] = sum = new Sum();
                }

                sum.Add(row, weight);
            }
        }

        return new Profile(
            Header([.. profiles.Select(profile => profile.Header)], window),
            [.. sums.Select(pair => Row(pair.Key, pair.Value, ofKind[pair.Key.Kind])).OrderByDescending(row => row.BytesPerSecond).ThenBy(row => row.Member, StringComparer.Ordinal).ThenBy(row => row.Line).Take(maxRows)]);
    }

    private static ProfileHeader Header(IReadOnlyList<ProfileHeader> headers, double window)
    {
        ProfileHeader newest = headers.MaxBy(header => header.Generated)!;
        string service = string.Join('+', headers.Select(header => header.Service).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal).Take(5));
        return new ProfileHeader(newest.Generated, service, newest.Version, newest.Commit, window);
    }

    // What all sites of the heap made, those included that have no row: any row tells it, the largest best.
    private static double TotalOf(IEnumerable<ProfileRow> rows)
    {
        ProfileRow largest = rows.MaxBy(row => row.BytesPerSecond)!;
        return largest.Share > 0 ? Math.Max(largest.BytesPerSecond / largest.Share, rows.Sum(row => row.BytesPerSecond)) : rows.Sum(row => row.BytesPerSecond);
    }

    private static ProfileRow Row(Key key, Sum sum, double ofKind) => new(
        key.Member,
        key.File,
        key.Line,
        key.Type,
        key.Kind,
        sum.BytesPerSecond,
        ofKind > 0 ? Math.Min(1, sum.BytesPerSecond / ofKind) : 0,
        sum.Samples,
        sum.Route);

    private readonly record struct Key(string Member, string File, int Line, string Type, string Kind);

    private sealed class Sum
    {
        private readonly Dictionary<string, double> _routes = [];

        public double BytesPerSecond { get; private set; }

        public long Samples { get; private set; }

        public string Route => _routes.Count == 0 ? "" : _routes.MaxBy(route => route.Value).Key;

        public void Add(ProfileRow row, double weight)
        {
            BytesPerSecond += weight * row.BytesPerSecond;

            // Of a hand-edited file any number can come.
            Samples = (long)Math.Min(long.MaxValue / 2, (double)Samples + row.Samples);
            if (row.Route.Length > 0)
            {
                _routes[row.Route] = _routes.GetValueOrDefault(row.Route) + (weight * row.BytesPerSecond);
            }
        }
    }
}
