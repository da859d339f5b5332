using AppFrag.Model;
using AppFrag.Sources;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Tool.Recordings;

/// <summary>
/// The second pass over a recording: its allocation events, named, added up in slices of time. A slice is to the
/// estimator what a burst is in a live process: the spread between slices gives the interval of the estimate.
/// </summary>
internal sealed class AllocationSlices : INetTraceSink
{
    private const int MaxSlices = 300;
    private const int MaxStacks = 65_536;
    private const int MaxTypes = 16_384;

    private readonly long _start;
    private readonly long _length;
    private readonly long _end;
    private readonly bool _useTicks;
    private readonly MethodMap _methods;
    private readonly SourceLines _lines;
    private readonly CallStackTable _stacks = new(MaxStacks);
    private readonly SharedNames _types = new(MaxTypes);

    // One stack object for each site, so that a slice holds sites and not stacks.
    private readonly Dictionary<CodeSite, CallStack> _sites = [];
    private readonly CallStack _unknown = new([]);
    private readonly Dictionary<(CallStack, string, AllocationKind), AllocationGroup>?[] _slices;
    private int _pointerSize = IntPtr.Size;

    /// <param name="start">First timestamp of the recording.</param>
    /// <param name="end">Last timestamp of the recording.</param>
    /// <param name="useTicks">Whether AllocationTick events count; else AllocationSampled.</param>
    /// <param name="methods">Names the stacks.</param>
    /// <param name="lines">Names the lines.</param>
    public AllocationSlices(long start, long end, bool useTicks, MethodMap methods, SourceLines lines)
    {
        _start = start;
        _end = end;
        _useTicks = useTicks;
        _methods = methods;
        _lines = lines;
        ulong span = (ulong)(end - start) + 1;
        _length = (long)Math.Max((ulong)System.Diagnostics.Stopwatch.Frequency, (span / MaxSlices) + 1);
        _slices = new Dictionary<(CallStack, string, AllocationKind), AllocationGroup>?[(int)((span - 1) / (ulong)_length) + 1];
    }

    /// <summary>Whether any site has a line.</summary>
    public bool HasLines => _sites.Keys.Any(site => site.Line is not null);

    public IReadOnlyList<AllocationBurst> Bursts =>
    [
        .. _slices.Select((groups, i) => Burst(_start + (i * _length), i == _slices.Length - 1 ? _end : _start + ((i + 1) * _length), groups)),
    ];

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        if (!e.Metadata.IsRuntime)
        {
            return;
        }

        if (_useTicks)
        {
            if (e.Metadata.EventId == GCAllocationTickEvent.Id && GCAllocationTickEvent.TryRead(e.Payload, e.Metadata.Version, _pointerSize, out var tick))
            {
                Group(e, tick.TypeName, tick.Kind)?.Add(tick.ObjectSize, Math.Max(1, (double)tick.Amount / tick.ObjectSize), scale: 1);
            }
        }
        else if (e.Metadata.EventId == AllocationSampledEvent.Id && AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var sample))
        {
            Group(e, sample.TypeName, sample.Kind)?.Add(sample.ObjectSize);
        }
    }

    private static AllocationBurst Burst(long start, long end, Dictionary<(CallStack, string, AllocationKind), AllocationGroup>? groups) => new()
    {
        Start = start,
        End = end,
        Groups = groups is null ? [] : [.. groups.Values.Select(group => group.Sum)],
        RepresentedSeconds = System.Diagnostics.Stopwatch.GetElapsedTime(start, end).TotalSeconds,
    };

    private AllocationGroup? Group(in NetTraceEvent e, ReadOnlySpan<char> typeName, AllocationKind kind)
    {
        ulong slice = (ulong)(e.Timestamp - _start) / (ulong)_length;
        if (e.Timestamp < _start || slice >= (ulong)_slices.Length || !Enum.IsDefined(kind))
        {
            return null;
        }

        var groups = _slices[slice] ??= [];
        string type = _types.Of(typeName);
        (CallStack, string, AllocationKind) key = (SiteOf(e.Stack, type), type, kind);
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = new AllocationGroup(key.Item1, key.Item2, kind, route: null);
        }

        return group;
    }

    private CallStack SiteOf(ReadOnlySpan<ulong> addresses, string type)
    {
        CallStack stack = _stacks.Intern(addresses);
        stack.Site ??= StackSite.Of(stack.Addresses, type, _methods, _lines);
        if (stack.Site is not { } site)
        {
            return _unknown;
        }

        if (!_sites.TryGetValue(site, out var known))
        {
            _sites[site] = known = new CallStack([]) { Site = site };
        }

        return known;
    }
}
