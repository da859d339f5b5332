using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Methods;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Collect;

/// <summary>Bursts of allocation samples of another process, and the naming of their stacks. Used by one thread.</summary>
internal sealed class LiveAllocations(DiagnosticsClient client, TimeSpan recording, Func<string, string>? locate) : IDisposable
{
    private const int MaxSamplesInBurst = 200_000;
    private const int MaxStacks = 65_536;
    private const int MaxTypes = 16_384;
    private const int MaxMethods = 500_000;

    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NamingDeadline = TimeSpan.FromSeconds(20);

    private readonly MethodMap _methods = new(MaxMethods);
    private readonly SourceLines _lines = new(locate: locate);
    private readonly CallStackTable _stacks = new(MaxStacks);
    private readonly SharedNames _types = new(MaxTypes);
    private readonly SamplingPace _pace = new(recording);
    private readonly Dictionary<CallStack, string> _unnamed = [];
    private readonly List<AllocationBurst> _bursts = [];
    private EventPipeStream? _compiled;
    private long _dueAt;

    public IReadOnlyList<AllocationBurst> Bursts => _bursts;

    public long Samples { get; private set; }

    /// <summary>Why the latest burst gave nothing; <see langword="null"/> when it gave something.</summary>
    public string? Failure { get; private set; }

    public bool HasUnnamed => _unnamed.Count > 0;

    public bool IsDue => Stopwatch.GetTimestamp() >= _dueAt;

    /// <summary>Names what has been compiled so far, and listens for what will be.</summary>
    /// <returns>Whether names will be known.</returns>
    public bool StartNaming()
    {
        _compiled = EventPipeStream.Open(client, CollectSessions.Methods(), _methods.CreateLive(), "methods");
        return Name();
    }

    /// <summary>Names everything anew: what is left unnamed was compiled unseen.</summary>
    public bool Name()
    {
        bool isNamed = NamingSession.Run(client, _methods, NamingDeadline);
        NameStacks();
        return isNamed;
    }

    /// <param name="most">Time left.</param>
    /// <param name="stop">Ends the burst early.</param>
    public void Burst(TimeSpan most, CancellationToken stop)
    {
        var sink = new AllocationSampleSink(_stacks, _types, MaxSamplesInBurst);
        using EventPipeStream stream = EventPipeStream.Open(client, CollectSessions.Samples(), sink, "samples");
        long start = Stopwatch.GetTimestamp();
        stop.WaitHandle.WaitOne(_pace.Burst < most ? _pace.Burst : most);
        long end = Stopwatch.GetTimestamp();
        bool isWhole = stream.Stop(StopDeadline) && stream.Fault is null;
        Failure = isWhole ? null : stream.Fault is { } fault ? RuntimeEventsFailure.Describe(fault) : $"a burst did not end within {StopDeadline.TotalSeconds} s";
        Samples += sink.Samples.Count;
        Keep(start, end, sink);
        NameStacks();
        _dueAt = end + (long)(_pace.RestAfter(Stopwatch.GetElapsedTime(start, end), sink.Samples.Count).TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Lets go of the bursts that began before this moment.</summary>
    public void Forget(long before) => _bursts.RemoveAll(burst => burst.Start < before);

    public void Dispose()
    {
        _compiled?.Dispose();
        _lines.Dispose();
    }

    private void Keep(long start, long end, AllocationSampleSink sink)
    {
        double scale = sink.Samples.Count > 0 ? (double)(sink.Samples.Count + sink.Discarded) / sink.Samples.Count : 1;
        var groups = new Dictionary<(CallStack, string, AllocationKind), AllocationGroup>();
        foreach (AllocationSample sample in sink.Samples)
        {
            if (sample.Timestamp < start || sample.Timestamp > end)
            {
                // Taken while the session was being opened or flushed: not within the observed time.
                continue;
            }

            (CallStack, string, AllocationKind) key = (sample.Stack, sample.Type, sample.Kind);
            if (!groups.TryGetValue(key, out AllocationGroup? group))
            {
                groups[key] = group = new AllocationGroup(sample.Stack, sample.Type, sample.Kind, route: null);
            }

            group.Add(sample.Size, sample.Weight, scale);
            if (sample.Stack.Site is null)
            {
                _unnamed.TryAdd(sample.Stack, sample.Type);
            }
        }

        // It stands for the rest since the burst before, too.
        long since = _bursts.Count > 0 ? _bursts[^1].End : start;
        _bursts.Add(new AllocationBurst { Start = start, End = end, Groups = [.. groups.Values.Select(group => group.Sum)], RepresentedSeconds = Stopwatch.GetElapsedTime(since, end).TotalSeconds });
    }

    // At once, while the target lives: with it go the files below its root directory.
    private void NameStacks()
    {
        foreach ((CallStack stack, string type) in _unnamed)
        {
            stack.Site = StackSite.Of(stack.Addresses, type, _methods, _lines);
            if (stack.Site is not null)
            {
                _unnamed.Remove(stack);
            }
        }
    }
}
