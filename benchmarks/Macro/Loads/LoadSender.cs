using System.Diagnostics;
using System.Net.Http.Headers;

namespace AppFrag.MacroBenchmark.Loads;

/// <summary>Sends one load until it is told to stop; <see cref="TakeResult"/> cuts what it saw into pieces.</summary>
internal sealed class LoadSender(Uri service, Load load)
{
    private readonly Lock _gate = new();
    private LatencyHistogram _latencies = new();
    private long _failures;
    private string? _firstFailure;
    private long _sent;

    public async Task RunAsync(CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = load.Connections, UseCookies = false, ActivityHeadersPropagator = null };
        using var client = new HttpMessageInvoker(handler);
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, load.Connections).Select(_ => Task.Run(() => SendAsync(client, start, stop), CancellationToken.None)));
    }

    /// <summary>What was seen since the last call.</summary>
    public LoadResult TakeResult()
    {
        lock (_gate)
        {
            var result = new LoadResult
            {
                Requests = _latencies.Count,
                Failures = _failures,
                FirstFailure = _firstFailure,
                P50 = _latencies.PercentileMilliseconds(0.50),
                P99 = _latencies.PercentileMilliseconds(0.99),
            };
            _latencies = new LatencyHistogram();
            _failures = 0;
            _firstFailure = null;
            return result;
        }
    }

    private async Task SendAsync(HttpMessageInvoker client, long start, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            long number = Interlocked.Increment(ref _sent) - 1;
            long due = Stopwatch.GetTimestamp();
            if (load.RequestsPerSecond is { } rate)
            {
                // A sender takes the next request that is due, however late: waiting for its turn is latency too.
                due = start + (long)((double)number / rate * Stopwatch.Frequency);
                TimeSpan early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }

            string? failure = await SendAsync(client, load.Steps[(int)(number % load.Steps.Count)], stop);
            if (!stop.IsCancellationRequested)
            {
                Record(due, Stopwatch.GetTimestamp(), failure);
            }
        }
    }

    private async Task<string?> SendAsync(HttpMessageInvoker client, Step step, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(step.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(service, step.Path));
            if (step.Body is not null)
            {
                request.Content = new ByteArrayContent(step.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            }

            using var response = await client.SendAsync(request, stop);
            await response.Content.CopyToAsync(Stream.Null, stop);
            return response.IsSuccessStatusCode ? null : $"{step.Path}: {(int)response.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return $"{step.Path}: {exception.Message}";
        }
    }

    private void Record(long due, long end, string? failure)
    {
        lock (_gate)
        {
            if (failure is null)
            {
                _latencies.Add(due, end);
            }
            else
            {
                _failures++;
                _firstFailure ??= failure;
            }
        }
    }
}
