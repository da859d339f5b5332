using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime;

namespace AppFrag.TestHost;

/// <summary>Kills or stalls the agent's event readers at their first event, and says when that has happened.</summary>
internal static class ReaderFault
{
    private static readonly TaskCompletionSource Happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static readonly ConcurrentDictionary<string, int> Events = new();

    public static void Install(ReaderState state)
    {
        EventPipeStream.FaultInjection = state switch
        {
            ReaderState.Killed => _ =>
            {
                Happened.TrySetResult();
                throw new InvalidOperationException("reader killed by the test");
            }
            ,
            ReaderState.Stalled => _ =>
            {
                Happened.TrySetResult();
                Thread.Sleep(Timeout.Infinite);
            }
            ,
            ReaderState.CreatesEventSources => _ =>
            {
                Happened.TrySetResult();
                new EventSource($"AppFrag-TestHost-{Guid.NewGuid():n}").Dispose();
            }
            ,
            _ => stream =>
            {
                Happened.TrySetResult();
                Count(stream.Name);
            }
            ,
        };
    }

    // Tells from outside whether the readers go on.
    private static void Count(string reader)
    {
        int events = Events.AddOrUpdate(reader, 1, static (_, count) => count + 1);
        if (events % 100 == 0)
        {
            Console.WriteLine($"read {reader} {events}");
        }
    }

    /// <summary>The first event has been seen (and its fault has struck), and events have gone on for a while after it.</summary>
    public static async Task WaitUntilInstalled(Scenario scenario)
    {
        if (scenario.WithAgent && scenario.AwaitEvents)
        {
            await Happened.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
    }
}
