namespace AppFrag.TestHost;

internal enum WorkKind
{
    /// <summary>A web service that allocates until it is told to end.</summary>
    Service,

    /// <summary>Concurrent flows with spans; prints how many samples landed where, and ends.</summary>
    Flows,
}

internal enum ExitKind
{
    Signal,
    MainReturns,
    EnvironmentExit,
    Unhandled,
}

/// <summary>What happens to the threads that read the runtime's events.</summary>
internal enum ReaderState
{
    Healthy,
    Killed,
    Stalled,
}

/// <summary>Parsed from <c>key=value</c> arguments: work, agent, exit, reader, rate, awaitEvents (whether runtime events are expected at all), readings (print the metrics that are given), trackTasks (the class library sets activity ids of its own).</summary>
internal sealed record Scenario(WorkKind Work, bool WithAgent, ExitKind Exit, ReaderState Reader, int MegabytesPerSecond, bool AwaitEvents, bool PrintReadings, bool TrackTasks)
{
    public static Scenario Parse(string[] args)
    {
        Dictionary<string, string> values = args.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        return new Scenario(
            Enum.Parse<WorkKind>(values.GetValueOrDefault("work", nameof(WorkKind.Service))),
            bool.Parse(values.GetValueOrDefault("agent", "true")),
            Enum.Parse<ExitKind>(values.GetValueOrDefault("exit", nameof(ExitKind.Signal))),
            Enum.Parse<ReaderState>(values.GetValueOrDefault("reader", nameof(ReaderState.Healthy))),
            int.Parse(values.GetValueOrDefault("rate", "50"), System.Globalization.CultureInfo.InvariantCulture),
            bool.Parse(values.GetValueOrDefault("awaitEvents", "true")),
            bool.Parse(values.GetValueOrDefault("readings", "false")),
            bool.Parse(values.GetValueOrDefault("trackTasks", "false")));
    }
}
