using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>Keeps every ended span; filled from many threads.</summary>
internal sealed class ConcurrentSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    public override void OnEnd(Activity data) => _spans.Enqueue(data);

    public IReadOnlyList<Activity> All() => [.. _spans];

    public IReadOnlyList<Activity> Named(string name) => [.. _spans.Where(s => s.OperationName == name)];

    /// <summary>Whether <paramref name="count"/> spans of a name came within <paramref name="deadline"/>.</summary>
    public async Task<bool> WaitFor(string name, int count, TimeSpan deadline)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < deadline)
        {
            if (Named(name).Count >= count)
            {
                return true;
            }

            await Task.Delay(100);
        }

        return false;
    }
}
