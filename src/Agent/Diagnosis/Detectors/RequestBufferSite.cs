using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>The one line that, on behalf of requests, makes most of what is allocated on the large object heap: what several findings rest on.</summary>
internal static class RequestBufferSite
{
    // One line that makes less than a third of the traffic is not the cause to name.
    private const double MinShare = 1.0 / 3;
    private const double MinRequestShare = 0.5;
    private const long MinSamples = 20;

    /// <summary>The cost of renting, whatever the finding.</summary>
    public const string Cost = "A rented array can be longer than asked for and keeps its old content: use only the part you asked for, and return it once.";

    /// <summary>The site, or <see langword="null"/> when no single line carries the blame.</summary>
    public static AllocationSite? Find(DiagnosisWindow window)
    {
        AllocationSite? site = window.Sites.FirstOrDefault(s => s.Kind == AllocationKind.Loh);
        return site is not null && site.Samples >= MinSamples && site.Share >= MinShare && site.Routes.Sum(r => r.Share) >= MinRequestShare ? site : null;
    }

    public static IEnumerable<string> Describe(AllocationSite site)
    {
        double error = site.BytesPerSecond > 0 ? site.BytesPerSecondError / site.BytesPerSecond : 0;
        yield return string.Create(CultureInfo.InvariantCulture, $"{Quantity.Percent(site.Share)} of large allocations come from one {(site.Line is null ? "method" : "line")} ({Quantity.Rate(site.BytesPerSecond)} ± {Quantity.Percent(error)}, {site.Samples} samples):");
        yield return Place(site);
    }

    /// <summary>Where it is, what it makes, and for whom, as an indented line.</summary>
    public static string Place(AllocationSite site)
    {
        string place = (site.File, site.Line) switch
        {
            (null, _) => "(no line: debug symbols missing)",
            (_, null) => $"{site.File} (no line: optimized code)",
            _ => string.Create(CultureInfo.InvariantCulture, $"{site.File}:{site.Line}"),
        };
        string via = site.Via is null ? "" : $" via {site.Via}";
        string routes = site.Routes.Count == 0 ? "" : " for " + string.Join(", ", site.Routes.Take(3).Select(r => r.Route));
        return $"  {site.Method}  {place}  {site.Type} of {Quantity.Bytes(site.ObjectSize)}{via}{routes}";
    }

    /// <summary>What the GC's pauses were in the window, without claiming that this site caused all of them.</summary>
    public static string Pauses(DiagnosisWindow window)
    {
        string requests = window.Pauses.RequestsPaused > 0
            ? string.Create(CultureInfo.InvariantCulture, $"; {window.Pauses.RequestsPaused} sampled requests stood still in the longer ones")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PerMinute(window, window.Gen2Collections ?? Gen2(window).Count):0} gen2 collections a minute; the GC paused all threads for {Quantity.Duration(window.Pauses.Total)} in {Quantity.Duration(window.Length)}, at most {Quantity.Duration(window.Pauses.Max)} at a time{requests}.");
    }

    public static string Remedy(AllocationSite site) => site.Via switch
    {
        { } via when via.Contains("MemoryStream", StringComparison.Ordinal) || via.Contains("StreamWriter", StringComparison.Ordinal) =>
            "Write to the destination (Response.Body, a file) in pieces of at most 64 KiB instead of through a growing MemoryStream, or use RecyclableMemoryStream.",
        { } via when via.Contains("ReadToEnd", StringComparison.Ordinal) || site.Type == "System.String" || site.Type == "System.Char[]" =>
            "Parse the body from its stream (JsonDocument.ParseAsync, PipeReader) instead of reading it into one string.",
        _ => "Rent the buffer from ArrayPool<T>.Shared (rules AF0001 and AF0002 offer the fix at that line where it is safe), or work in pieces of at most 64 KiB.",
    };

    /// <summary>The rule that reports such a line; <see langword="null"/> when none does.</summary>
    public static string? Rule(AllocationSite site) => site.Via switch
    {
        { } via when via.Contains("MemoryStream.ToArray", StringComparison.Ordinal) || via.Contains("ReadToEnd", StringComparison.Ordinal) || via.Contains("ReadAllBytes", StringComparison.Ordinal) => "AF0004",
        { } via when via.Contains("MemoryStream", StringComparison.Ordinal) => "AF0005",
        { } via when via.Contains("String", StringComparison.Ordinal) || via.Contains("StreamWriter", StringComparison.Ordinal) => "AF0006",
        { } via when via.Contains("List`1", StringComparison.Ordinal) || via.Contains("Dictionary`2", StringComparison.Ordinal) => "AF0007",
        null when site.Type.EndsWith("[]", StringComparison.Ordinal) => "AF0001",
        null when site.Type == "System.String" => "AF0006",
        _ => null,
    };

    public static List<GcSample> Gen2(DiagnosisWindow window) => [.. window.Gc.Where(s => s.Generation == 2)];

    public static double PerMinute(DiagnosisWindow window, int count) => count / Math.Max(window.Length.TotalMinutes, 1.0 / 60);
}
