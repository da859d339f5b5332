using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>What one must know about a source although it could be read: two sources that do not fit together. Pure.</summary>
internal static class HostCaveats
{
    /// <summary>The kernel keeps a few percent of present memory for itself before anybody can have it, more in small machines.</summary>
    private const double SmallestShareOfPresent = 0.75;

    public static IReadOnlyList<SourceStatus> Add(IReadOnlyList<SourceStatus> sources, double? completeness, long memTotal, HostSettings settings)
    {
        string? buddyinfo = completeness is { } share ? OfCompleteness(share) : null;
        string? meminfo = OfMemTotal(memTotal, settings);
        return buddyinfo is null && meminfo is null
            ? sources
            : [.. sources.Select(source =>
                source.State != SourceState.Ok ? source
                : source.Name == BuddyinfoReader.Name && buddyinfo is not null ? source with { Reason = buddyinfo }
                : source.Name == MeminfoReader.Name && meminfo is not null ? source with { Reason = meminfo }
                : source)];
    }

    private static string? OfCompleteness(double share) => share switch
    {
        < 0.9 => FormattableString.Invariant(
            $"the free lists hold {share * 100:0} % of MemFree: the rest is not initialised yet, on per-CPU lists or set aside, so the indexes describe a part only"),
        > 1.1 => FormattableString.Invariant(
            $"the free lists hold {share * 100:0} % of MemFree: meminfo is not the kernel's own here (LXCFS in a container), the free lists are the host's"),
        _ => null,
    };

    private static string? OfMemTotal(long memTotal, HostSettings settings)
    {
        double present = settings.Zones.Sum(zone => (double)zone.Watermarks.PresentPages) * settings.PageSize;
        if (memTotal <= 0 || present == 0 || (memTotal >= present * SmallestShareOfPresent && memTotal <= present * 1.01))
        {
            return null;
        }

        const double Mebibyte = 1 << 20;
        return FormattableString.Invariant(
            $"MemTotal is {memTotal / Mebibyte:0} MiB, but zoneinfo has {present / Mebibyte:0} MiB: meminfo is not the kernel's own here (LXCFS in a container), the other files are the host's");
    }
}
