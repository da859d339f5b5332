using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// How many memory mappings this process has against <c>vm.max_map_count</c>: at the limit mmap fails and the runtime ends
/// the process (dotnet/runtime#97316). One line of <c>/proc/self/maps</c> is one mapping (proc(5)); reading it takes the
/// mmap lock and about 0.1 ms per 250 lines, hence at most every <see cref="Interval"/>, and less often the longer it took.
/// Not thread-safe.
/// </summary>
internal sealed class MemoryMapCounter(HostRoots roots, TimeProvider timeProvider) : IDisposable
{
    public const string Name = "maps";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Counting may take at most one part in this many of the time…</summary>
    private const int CostShare = 10_000;

    /// <summary>…but near the limit, where it takes longest, it must not be put off for long.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(2);

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly KernelFile _limit = new(
        Name,
        roots.Proc("sys/vm/max_map_count"),
        "the kernel has it on every Linux; procfs must be mounted",
        timeProvider);

    private long? _readAt;
    private TimeSpan _interval = Interval;

    /// <summary>Mappings; -1 while unknown.</summary>
    public long Count { get; private set; } = -1;

    /// <summary>vm.max_map_count; -1 while unknown.</summary>
    public long Limit { get; private set; } = -1;

    /// <summary>Mappings over the limit, 0 to 1; <see langword="null"/> while unknown.</summary>
    public double? Utilization => Count >= 0 && Limit > 0 ? (double)Count / Limit : null;

    /// <summary><see langword="null"/> before the first attempt.</summary>
    public SourceStatus? Status { get; private set; }

    /// <summary>Counts again if the last count is old enough.</summary>
    public void Tick()
    {
        if (roots.IsUnsupported || (_readAt is { } at && timeProvider.GetElapsedTime(at) < _interval))
        {
            return;
        }

        _readAt = timeProvider.GetTimestamp();
        Count = Limit = -1;
        if (!_limit.TryRead())
        {
            Status = _limit.Status;
            return;
        }

        if (!NumberReader.TryParse(_limit.Text, out long limit, out _) || limit <= 0)
        {
            Status = new SourceStatus(Name, SourceState.Malformed, $"{_limit.Path} does not hold a number above 0");
            return;
        }

        string maps = roots.Proc("self/maps");
        try
        {
            Limit = limit;
            Count = CountLines(maps);
            _interval = IntervalAfter(timeProvider.GetElapsedTime(_readAt.Value));
            Status = new SourceStatus(Name, SourceState.Ok);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Status = new SourceStatus(Name, SourceState.Unavailable, ReadFailure.Describe(exception, maps, "a sandbox without it"));
        }
    }

    public void Dispose() => _limit.Dispose();

    private static TimeSpan IntervalAfter(TimeSpan cost)
    {
        TimeSpan byCost = cost * CostShare;
        return byCost < Interval ? Interval : byCost > LongestInterval ? LongestInterval : byCost;
    }

    private long CountLines(string path)
    {
        // In pieces: the file has no size and, near the limit, several megabytes.
        using FileStream file = new(path, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite });
        long lines = 0;
        for (int read = file.Read(_buffer); read > 0; read = file.Read(_buffer))
        {
            lines += _buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return lines;
    }
}
