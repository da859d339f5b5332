using System.Diagnostics;

namespace PeakTraffic.Load;

/// <summary>
/// Sends requests when they are due, whether or not earlier ones have been answered, with at most
/// <see cref="Concurrency"/> under way.
/// </summary>
internal sealed class LoadDriver(Uri service, Variant variant, double bytesPerSecond)
{
    private const int Concurrency = 16;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly RequestFactory _requests = new();
    private readonly Latencies _latencies = new();

    public async Task<LoadResult> RunAsync(TimeSpan duration, Action<LoadResult> report, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(30) };
        var start = Stopwatch.GetTimestamp();
        var nextReport = TimeSpan.FromSeconds(0.5);
        var due = TimeSpan.Zero;
        var underWay = new List<Task>();
        var turn = 0;
        using var slots = new SemaphoreSlim(Concurrency);
        using var end = new CancellationTokenSource();

        foreach (var step in LoadStep.Sequence(seed: 1))
        {
            due += TimeSpan.FromSeconds(step.NaiveCost / bytesPerSecond);
            if (due > duration || cancellation.IsCancellationRequested || !await WaitUntilAsync(start, due, cancellation))
            {
                break;
            }

            var twin = variant != Variant.Both ? variant : turn++ % 2 == 0 ? Variant.Naive : Variant.Pooled;
            underWay.RemoveAll(task => task.IsCompleted);
            var dueTimestamp = start + (long)(due.TotalSeconds * Stopwatch.Frequency);
            underWay.Add(SendInTurnAsync(slots, () => SendAsync(client, step, twin, dueTimestamp), end.Token));

            if (due >= nextReport)
            {
                report(_latencies.Summarize(Stopwatch.GetElapsedTime(start)));
                nextReport = due + TimeSpan.FromSeconds(0.5);
            }
        }

        // What still waits for its turn after a moment is given up and counted as failed.
        end.CancelAfter(Grace);
        await Task.WhenAll(underWay);
        return _latencies.Summarize(Stopwatch.GetElapsedTime(start));
    }

    private static async Task<bool> WaitUntilAsync(long start, TimeSpan due, CancellationToken cancellation)
    {
        var wait = due - Stopwatch.GetElapsedTime(start);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !cancellation.IsCancellationRequested;
    }

    private async Task SendInTurnAsync(SemaphoreSlim slots, Func<Task> send, CancellationToken end)
    {
        await slots.WaitAsync(end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (end.IsCancellationRequested)
        {
            _latencies.Failed("the service could not keep up: not sent in time");
            return;
        }

        await send();
        slots.Release();
    }

    private async Task SendAsync(HttpClient client, LoadStep step, Variant twin, long due)
    {
        try
        {
            using var request = _requests.Create(step, twin);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await response.Content.CopyToAsync(Stream.Null);
            if (response.IsSuccessStatusCode)
            {
                _latencies.Succeeded(due);
            }
            else
            {
                _latencies.Failed($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {response.ReasonPhrase}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            _latencies.Failed($"{step.Feature}: {exception.Message}");
        }
    }
}
