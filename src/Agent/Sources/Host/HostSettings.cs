using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>What hardly ever changes on a host and is quick to read: together at the first tick and again for a report after a minute.</summary>
internal sealed record HostSettings
{
    /// <summary>What is known where nothing can be read.</summary>
    public static readonly HostSettings None = new()
    {
        PageSize = Environment.SystemPageSize,
        PmdOrder = HugePageReader.OrderFromPageSize(Environment.SystemPageSize),
        TransparentHugePages = new Dictionary<string, string>(),
        Sysctl = new Dictionary<string, long>(),
        Zones = [],
        Sources = [],
    };

    public required int PageSize { get; init; }

    public required int PmdOrder { get; init; }

    /// <summary>By file name below the directory of transparent huge pages.</summary>
    public required IReadOnlyDictionary<string, string> TransparentHugePages { get; init; }

    public required IReadOnlyDictionary<string, long> Sysctl { get; init; }

    public required IReadOnlyList<ZoneinfoReader.Zone> Zones { get; init; }

    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}
