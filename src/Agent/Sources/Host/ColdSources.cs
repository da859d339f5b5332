using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// The files that are expensive or change slowly, each read on its own <see cref="ColdReading{T}"/> schedule when a report is
/// made. Not thread-safe.
/// </summary>
internal sealed class ColdSources
{
    /// <summary>smaps_rollup takes about this long for each GiB of resident memory, under the mmap lock.</summary>
    private const double SmapsMillisecondsPerGibibyte = 12;

    /// <summary>Resident memory from which it is not read at all: the process would stand still for mmap for about 0.1 s.</summary>
    private const long SmapsMaxResidentBytes = 8L << 30;

    private const string RootOnlySandbox = "a sandbox without it";

    private readonly HostRoots _roots;
    private readonly TimeProvider _timeProvider;
    private readonly ColdReading<One<PagetypeinfoReader.PageTypes?>> _pageTypes;
    private readonly ColdReading<One<IReadOnlyList<SlabCache>>> _slab;
    private readonly ColdReading<One<IReadOnlyList<HugePageSizeReport>>> _hugePageSizes;
    private readonly ColdReading<One<SmapsRollupReader.Sums>> _smaps;
    private int _pageSize = Environment.SystemPageSize;
    private long _residentBytes = -1;

    public ColdSources(HostRoots roots, TimeProvider timeProvider)
    {
        _roots = roots;
        _timeProvider = timeProvider;
        _pageTypes = Cold(files => files.Read<PagetypeinfoReader.PageTypes?>(
            PagetypeinfoReader.Name, roots.Proc("pagetypeinfo"), RootOnlySandbox, PagetypeinfoReader.TryParse, null));
        _slab = Cold(files => files.Read<IReadOnlyList<SlabCache>>(
            SlabinfoReader.Name,
            roots.Proc("slabinfo"),
            RootOnlySandbox,
            (ReadOnlySpan<byte> text, out IReadOnlyList<SlabCache> value, out ParseFailure failure) =>
                SlabinfoReader.TryParse(text, _pageSize, out value, out failure),
            []));
        _hugePageSizes = Cold(files => HugePageSizesReader.Read(roots, files));
        _smaps = Cold(ReadSmaps);
    }

    public PagetypeinfoReader.PageTypes? PageTypes => _pageTypes.Latest?.Value;

    // What follows from a reading is made once: the reports until the next one share it.

    /// <summary>Pageblocks of all zones by migrate type, with their growth.</summary>
    public IReadOnlyList<PageblockReport> Pageblocks { get; private set; } = [];

    public IReadOnlyList<SlabCacheReport> SlabCaches { get; private set; } = [];

    public SlabTotals? SlabTotals { get; private set; }

    public IReadOnlyList<HugePageSizeReport> HugePageSizes => _hugePageSizes.Latest?.Value ?? [];

    public SmapsRollupReader.Sums Smaps => _smaps.Latest?.Value ?? SmapsRollupReader.Sums.None;

    /// <summary>In all zones; -1 while unknown.</summary>
    public long UnmovablePageblocks { get; private set; } = -1;

    public IEnumerable<SourceStatus> Statuses =>
        (_pageTypes.Latest?.Statuses ?? [NotRead(PagetypeinfoReader.Name)])
        .Concat(_slab.Latest?.Statuses ?? [NotRead(SlabinfoReader.Name)])
        .Concat(_hugePageSizes.Latest?.Statuses ?? [NotRead(HugePageSizesReader.Name)])
        .Concat(_smaps.Latest?.Statuses ?? [NotRead(SmapsRollupReader.Name)]);

    private IReadOnlyList<SlabCache>? PreviousSlab => _slab.Previous is { Value.Count: > 0 } previous ? previous.Value : null;

    /// <summary>Reads what is due.</summary>
    /// <param name="pageSize">Bytes per page of the machine that the files are of.</param>
    /// <param name="residentBytes">Resident memory of this process, -1 while unknown.</param>
    /// <param name="asked">A finding wants to know now.</param>
    public void Refresh(int pageSize, long residentBytes, bool asked)
    {
        _pageSize = pageSize;
        _residentBytes = residentBytes;
        var (pageTypes, slab) = (_pageTypes.Latest, _slab.Latest);
        if (!ReferenceEquals(_pageTypes.Refresh(asked), pageTypes))
        {
            Pageblocks = PageblockReports.Build(PageTypes, _pageTypes.Previous?.Value, _pageTypes.Interval);
            UnmovablePageblocks = Pageblocks.FirstOrDefault(type => type.Type == "Unmovable")?.Pageblocks ?? -1;
        }

        if (!ReferenceEquals(_slab.Refresh(asked), slab))
        {
            IReadOnlyList<SlabCache> now = _slab.Latest?.Value ?? [];
            SlabCaches = now.Count > 0 ? SlabReports.Caches(now, PreviousSlab) : [];
            SlabTotals = now.Count > 0 ? SlabReports.Totals(now, PreviousSlab, _slab.Interval) : null;
        }

        _hugePageSizes.Refresh(asked);
        _smaps.Refresh(asked);
    }

    private SmapsRollupReader.Sums ReadSmaps(ColdFiles files)
    {
        if (_residentBytes > SmapsMaxResidentBytes && !_roots.IsCopy)
        {
            double gibibytes = _residentBytes / (double)(1L << 30);
            files.Report(new SourceStatus(SmapsRollupReader.Name, SourceState.Unavailable, FormattableString.Invariant(
                $"not read: with {gibibytes:0} GiB of resident memory it would hold the process's mmap lock for about {gibibytes * SmapsMillisecondsPerGibibyte:0} ms; cat /proc/<pid>/smaps_rollup shows it")));
            return SmapsRollupReader.Sums.None;
        }

        return files.Read(SmapsRollupReader.Name, _roots.Proc("self/smaps_rollup"), "needs Linux 4.14 or later, or a sandbox without it", SmapsRollupReader.TryParse, SmapsRollupReader.Sums.None);
    }

    private static SourceStatus NotRead(string name) => new(name, SourceState.Unavailable, "read for a report only");

    private ColdReading<One<T>> Cold<T>(Func<ColdFiles, T> read) => new(_timeProvider, ColdReading<One<T>>.Minute, () =>
    {
        var files = new ColdFiles(_timeProvider);
        T value = read(files);
        return new One<T>(value, files.Statuses);
    });

    private sealed record One<T>(T Value, IReadOnlyList<SourceStatus> Statuses);
}
