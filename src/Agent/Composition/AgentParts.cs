using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime;
using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Diagnosis;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Governing;
using Microsoft.Extensions.Logging;

namespace AppFrag.Composition;

/// <summary>Puts one agent together from its layers. Opens nothing and starts nothing but the span tracker's subscriptions, which <see cref="StartTracking"/> makes.</summary>
internal sealed class AgentParts : IDisposable
{
    private const int MaxTrackedSpans = 16_384;

    private static readonly string Version = typeof(AgentParts).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private readonly ActivitySource _activitySource = new(Telemetry.Name, Version);
    private readonly Meter _meter = new(Telemetry.Name, Version);
    private readonly HostSource? _hostSource;
    private readonly GcSource _gcSource;
    private readonly AllocationSampler? _sampler;
    private readonly SiteResolver? _sites;
    private readonly SpanTable _spans;
    private readonly SpanTracker _tracker;
    private readonly TimelineTicks _ticks;
    private readonly AssociationSearch _associations = new(AssociationPairs.All);
    private readonly ChangeSearch _changes = new();

    public AgentParts(AppFragOptions options, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        var timeline = new Timeline();
        _ticks = timeline.Ticks;
        var history = new HostHistory();
        _spans = new SpanTable(MaxTrackedSpans);
        var ended = new EndedRequests(options.MinPause);
        _tracker = new SpanTracker(_spans, Telemetry.Name, ended) { IsStamping = options.AllocationSource != AllocationSource.Off };
        Stamping = new Stamping(_tracker, new StampingRule(options.CpuBudget, options.SamplingInterval));
        var client = OwnDiagnosticPort.Client();
        Streams = new EventPipeStreams(client);
        AgentMetrics = new AgentMetrics(_meter);
        var gcMetrics = new GcMetrics(_meter);
        var writer = new SpanWriter(_activitySource, timeProvider, options.MaxSpansPerSecond, options.MaxSpansPerTrace);

        _gcSource = new GcSource(Streams, timeProvider);
        SamplingGovernor = new SamplingGovernor(options.CpuBudget, options.SamplingBurst, options.SamplingInterval);
        var gcGovernor = new GcGovernor(options.CpuBudget, GCSettings.IsServerGC ? Environment.ProcessorCount : 1);
        Gc = new GcPump(_gcSource, gcGovernor, new PinnedSource(Streams, timeProvider), new PausedRequests(ended, timeline, writer), timeline, gcMetrics, options.MinPause, timeProvider);
        if (options.AllocationSource != AllocationSource.Off)
        {
            // Auto: every runtime this package runs on (.NET 10 and later) has the random samples.
            SamplingEvents events = options.AllocationSource == AllocationSource.Tick ? SamplingEvents.Tick : SamplingEvents.Sampled;
            _sampler = new AllocationSampler(Streams, timeProvider, events);
            _sites = new SiteResolver(Streams, timeProvider, MayName);
            Allocations = new AllocationPump(_sampler, _sites, SamplingGovernor, _spans, Stamping, timeline, gcMetrics, AgentMetrics, writer, timeProvider);
        }

        if (options.HostMetrics != HostMetrics.Off)
        {
            var roots = new HostRoots();
            _hostSource = new HostSource(roots, timeProvider);
            Host = new HostPump(_hostSource, timeline, history, new HostMetricsExport(_meter, options.HostMetricsPerOrder), timeProvider);
        }

        Effects = EffectsOf(options);
        FindingsWindow = options.FindingsWindow;
        Profile = options.ProfilePath is { Length: > 0 } path && Allocations is not null ? new ProfileRecorder(path, ServiceIdentity.OfThisProcess(), timeline, timeProvider) : null;
        Lifecycle = new FindingLifecycle(timeProvider);
        Findings = new FindingLog(loggers.CreateLogger(FindingLog.Category));
        Reports = new ReportBuilder(
            timeline,
            history,
            asked => Host is { Latest: not null } host ? host.CaptureReport(asked) : null,
            Sources,
            ServiceDetectors.All,
            timeProvider,
            _associations,
            _changes);
    }

    public EventPipeStreams Streams { get; }

    public Stamping Stamping { get; }

    public HostPump? Host { get; }

    public SamplingGovernor SamplingGovernor { get; }

    public GcPump Gc { get; }

    public AllocationPump? Allocations { get; }

    public AgentMetrics AgentMetrics { get; }

    public FindingLifecycle Lifecycle { get; }

    public FindingLog Findings { get; }

    public ReportBuilder Reports { get; }

    public TimeSpan FindingsWindow { get; }

    /// <summary><see langword="null"/> when no profile is asked for, or no sites are looked for.</summary>
    public ProfileRecorder? Profile { get; }

    /// <summary>What is missing when a source is off, for the sources whose absence is worth a log line.</summary>
    public IReadOnlyDictionary<string, string> Effects { get; }

    /// <summary>On the agent's own thread; does something once in five minutes.</summary>
    public void LookAtTimeline()
    {
        _associations.Advance(_ticks);
        _changes.Advance(_ticks);
    }

    public void StartTracking() => _tracker.Start();

    public IReadOnlyList<SourceStatus> Sources()
    {
        var sources = new List<SourceStatus>();
        if (_gcSource.Status is { } gc)
        {
            sources.Add(gc);
        }

        if (_sampler?.Status is { } sampler)
        {
            sources.Add(sampler);
        }

        sources.AddRange(Host?.Sources ?? []);
        return sources;
    }

    public IReadOnlyList<TableSize> Tables() =>
    [
        new("spans", _spans.Count, _spans.Capacity),
        .. _sampler?.Tables() ?? [],
    ];

    /// <summary>Events lost for lack of room in the agent.</summary>
    public long Discarded() => _gcSource.Discarded + (_sampler?.Discarded ?? 0);

    public void Dispose()
    {
        _tracker.Dispose();
        Streams.Dispose();
        _meter.Dispose();
        _activitySource.Dispose();
        _hostSource?.Dispose();
        _sites?.Dispose();
    }

    // A naming stands in the way of everything else on the agent's thread, so never within a burst.
    private bool MayName() => _sampler is { IsBusy: false } && SamplingGovernor.Remaining >= SamplingCost.Naming;

    private Dictionary<string, string> EffectsOf(AppFragOptions options)
    {
        var effects = new Dictionary<string, string>
        {
            [GcSource.Name] = "gc.pause spans, pause durations, free list sizes",
            [AllocationSampler.Name] = "allocation sites, gc.large_allocation spans",
        };
        if (options.HostMetrics == HostMetrics.On && _hostSource is not null)
        {
            foreach (SourceStatus source in _hostSource.Sources)
            {
                effects[source.Name] = $"host values from {source.Name}";
            }
        }

        return effects;
    }
}
