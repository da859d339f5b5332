using AppFrag.TestHost.Flows;

namespace AppFrag.TestHost;

/// <summary>What the host can do besides being a service: print "ready", do it, print what came of it, end. Chosen by its first argument.</summary>
internal static class Work
{
    /// <returns>The exit code; <see langword="null"/> when the arguments ask for the service.</returns>
    public static async Task<int?> TryRun(string[] args)
    {
        Func<Task<int>>? run = args.FirstOrDefault() switch
        {
            "work=flows" => () => FlowRun.Run(trackTasks: false),
            "work=tracked-flows" => () => FlowRun.Run(trackTasks: true),
            "work=switched-flows" => () => FlowRun.Run(trackTasks: false, switchStamping: true),
            "work=short-threads" => ShortThreads.Run,
            "work=stop-killed" => () => StopAfterFault.Run(ReaderState.Killed),
            "work=stop-stalled" => () => StopAfterFault.Run(ReaderState.Stalled),
            "work=first-naming" => FirstNaming.Run,
            _ => null,
        };
        if (run is null)
        {
            return null;
        }

        Console.WriteLine("ready");
        return await run();
    }
}
