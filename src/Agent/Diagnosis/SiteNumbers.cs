using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>The numbers of an allocation site.</summary>
internal static class SiteNumbers
{
    public static IEnumerable<FindingNumber> Of(AllocationSite site)
    {
        yield return new FindingNumber("site.rate", site.BytesPerSecond, "By/s")
        {
            Low = Math.Max(0, site.BytesPerSecond - site.BytesPerSecondError),
            High = site.BytesPerSecond + site.BytesPerSecondError,
        };
        yield return new FindingNumber("site.share", site.Share, "1");
        yield return new FindingNumber("site.object_size", site.ObjectSize, "By");
        if (site.Sizes is { } sizes)
        {
            yield return new FindingNumber("site.object_size.smallest", sizes.Smallest, "By");
            yield return new FindingNumber("site.object_size.largest", sizes.Largest, "By");
            yield return new FindingNumber("site.object_size.deviation", sizes.Deviation, "By");
        }
    }
}
