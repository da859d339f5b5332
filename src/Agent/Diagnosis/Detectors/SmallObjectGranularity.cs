using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// One line makes a third and more of what is allocated on the small object heap, in objects of a few dozen bytes, while
/// young collections take a share of the time that matters. Evidence level 3: allocations, collections and pauses were
/// observed in this process; which collection was whose is not claimed.
/// </summary>
internal sealed class SmallObjectGranularity : IDetector
{
    // Heuristics: many, small, from one line, and a cost.
    private const long MaxSize = 512;
    private const double MinShare = 1.0 / 3;
    private const long MinSamples = 20;
    private const double MinObjectsPerSecond = 100_000;
    private const double MinPauseShare = 0.01;
    private const double CostlyPauseShare = 0.05;

    public string FindingId => "small-object-granularity";

    public Finding? Detect(DiagnosisWindow window)
    {
        var site = window.Sites.FirstOrDefault(s => s.Kind == AllocationKind.Soh);
        if (site is null || site.ObjectSize > MaxSize || site.ObjectSize <= 0 || site.Samples < MinSamples || site.Share < MinShare
            || window.Collections is not [var young, _, var full] || window.Length <= TimeSpan.Zero)
        {
            return null;
        }

        double perSecond = site.BytesPerSecond / site.ObjectSize;
        var paused = window.Pauses.Total - (window.Pauses.Full ?? TimeSpan.Zero);
        double share = paused / window.Length;
        if (perSecond < MinObjectsPerSecond || share < MinPauseShare)
        {
            return null;
        }

        return new Finding
        {
            Id = FindingId,
            Title = "One line makes very many small objects",
            Severity = share >= CostlyPauseShare ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:0.0#} million objects a second come from one {(site.Line is null ? "method" : "line")}, {Quantity.Percent(site.Share)} of what is allocated on the small object heap ({Quantity.Rate(site.BytesPerSecond)}, {site.Samples} samples):"),
                RequestBufferSite.Place(site),
                string.Create(CultureInfo.InvariantCulture, $"{RequestBufferSite.PerMinute(window, young - full):0} collections a minute of generations 0 and 1 held all threads for {Quantity.Percent(share)} of the time, {Quantity.Duration(paused)} in {Quantity.Duration(window.Length)}. Reported from {Quantity.Percent(MinPauseShare)} on: a heuristic."),
            ],
            Numbers =
            [
                new FindingNumber("objects.rate", perSecond, "{object}/s"), new FindingNumber("gc.young.collections", young - full, "{collection}"),
                new FindingNumber("gc.young.pause_share", share, "1"), .. SiteNumbers.Of(site), .. PauseHarm.Numbers(window),
            ],
            Harm = PauseHarm.OfYoungCollections(window),
            Site = site,
            Examples = window.Pauses.Worst,
            Action = "Make fewer and larger ones: a struct in an array instead of an object each, one buffer that is filled again, no boxing and no closure in the loop.",
            Cost = "Structs are copied: keep them small or pass them by reference. Objects that live on to generation 2 gain nothing from being few.",
            Verify = "The line leaves the list of allocation sites, and collections of generation 0 become fewer under the same load.",
        };
    }
}
