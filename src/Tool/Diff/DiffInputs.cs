using AppFrag.Correlation;
using AppFrag.Export.Profiles;
using AppFrag.Model;
using AppFrag.Tool.Profiles;
using AppFrag.Tool.Recordings;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Diff;

/// <summary>Reads what is to be compared: runs, traces or profiles.</summary>
internal static class DiffInputs
{
    private const double Normal = 1.96;

    /// <exception cref="UnreadableRecordingException">One line that says what and where.</exception>
    public static DiffInput Read(string path) =>
        ProfileInput.IsProfile(path) ? Of(path, ProfileInput.Read(path))
        : Of(path, FileKind.IsNetTrace(path) ? RunAnalysis.Analyze(RecordingFile.Read(path)) : RunFile.Read(path));

    public static DiffInput Of(string path, Run run) => new()
    {
        Path = path,
        Kind = "run",
        Seconds = run.Seconds,
        ObservedSeconds = run.Allocations.Sum(slice => Math.Max(0, slice.To - slice.From)),
        Figures = RunFigures.Of(run),
        Sites = [.. run.Sites.Select(Reading)],
        LeftOutBelow = run.Sites.Count >= SiteEstimator.MaxSites ? run.Sites.Min(site => site.BytesPerSecond) : 0,
    };

    public static DiffInput Of(string path, Profile profile) => new()
    {
        Path = path,
        Kind = "profile",
        Seconds = profile.Header.WindowSeconds,
        ObservedSeconds = profile.Header.WindowSeconds,
        Figures = [],
        Sites = [.. profile.Rows.Select(row => Reading(row, profile.Header.WindowSeconds))],
        LeftOutBelow = profile.Rows.Count >= ProfileRows.MaxRows ? profile.Rows.Min(row => row.BytesPerSecond) : 0,
    };

    private static DiffReading Reading(AllocationSite site) => new(
        site.Method,
        site.Member,
        site.ProjectFile ?? site.File,
        site.Line,
        site.Type,
        KindOf(site.Kind),
        new Measured(site.BytesPerSecond, site.BytesPerSecondError),
        site.ObjectSize * SamplingEstimate.Weight(site.ObjectSize));

    /// <summary>A profile does not carry errors: what the number of samples alone gives is the least.</summary>
    private static DiffReading Reading(ProfileRow row, double seconds)
    {
        long samples = Math.Max(1, row.Samples);
        return new DiffReading(
            MethodOf(row.Member),
            row.Member,
            row.File.Length > 0 ? row.File : null,
            row.Line > 0 ? row.Line : null,
            row.Type,
            row.Kind,
            new Measured(row.BytesPerSecond, row.BytesPerSecond * Normal / Math.Sqrt(samples)),
            row.BytesPerSecond * seconds / samples);
    }

    private static string MethodOf(string member) => member["M:".Length..].Split('(', '~')[0];

    private static string KindOf(AllocationKind kind) => kind switch
    {
        AllocationKind.Loh => "loh",
        AllocationKind.Poh => "poh",
        _ => "soh",
    };
}
