using AppFrag.OtlpReceiver.Wire;

namespace AppFrag.OtlpReceiver;

/// <summary>All that has come so far. Safe to use from several threads; lists are copies.</summary>
public sealed class ReceivedTelemetry
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedSpan> _spans = [];
    private readonly List<ReceivedMetric> _metrics = [];
    private readonly List<ReceivedLog> _logs = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Every span, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedSpan> Spans
    {
        get
        {
            lock (_lock)
            {
                return [.. _spans];
            }
        }
    }

    /// <summary>Every export of every metric, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedMetric> Metrics
    {
        get
        {
            lock (_lock)
            {
                return [.. _metrics];
            }
        }
    }

    /// <summary>Every log record, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedLog> Logs
    {
        get
        {
            lock (_lock)
            {
                return [.. _logs];
            }
        }
    }

    /// <summary>Waits until what has come satisfies <paramref name="condition"/>.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="deadline"/>.</exception>
    public async Task WaitForAsync(Func<ReceivedTelemetry, bool> condition, TimeSpan deadline)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var timeout = new CancellationTokenSource(deadline);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (condition(this))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"not within {deadline}; came so far: {Describe()}");
            }
        }
    }

    internal void AddTraces(byte[] request)
    {
        var now = DateTimeOffset.UtcNow;
        Add(_spans, [.. TraceDecoder.Decode(request).Select(span => span with { ReceivedAt = now })]);
    }

    internal void AddMetrics(byte[] request) => Add(_metrics, MetricsDecoder.Decode(request));

    internal void AddLogs(byte[] request) => Add(_logs, LogsDecoder.Decode(request));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add<T>(List<T> all, List<T> more)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            all.AddRange(more);
            signal = _changed;
            _changed = NewSignal();
        }

        signal.SetResult();
    }

    private string Describe()
    {
        var spans = Spans.GroupBy(span => span.Name).Select(group => $"{group.Count()} × {group.Key}");
        var metrics = Metrics.Select(metric => metric.Name).Distinct().Order();
        return $"spans {string.Join(", ", spans)}; metrics {string.Join(", ", metrics)}";
    }
}
