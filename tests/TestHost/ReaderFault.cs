using AppFrag.Sources.Runtime;

namespace AppFrag.TestHost;

/// <summary>Kills or stalls the agent's event readers at their first event, and says when that has happened.</summary>
internal static class ReaderFault
{
    private static readonly TaskCompletionSource Happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            _ => _ => Happened.TrySetResult(),
        };
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
