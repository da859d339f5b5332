namespace AppFrag.TestHost;

internal enum ExitKind
{
    Signal,
    MainReturns,
    EnvironmentExit,
    ExitInRequest,
    Unhandled,
}

/// <summary>What happens to the threads that read the runtime's events.</summary>
internal enum ReaderState
{
    Healthy,
    Killed,
    Stalled,

    /// <summary>Creates an EventSource for each event, which during a rundown waits for the rundown to end.</summary>
    CreatesEventSources,
}

/// <summary>Parsed from <c>key=value</c> arguments: agent, exit, reader, rate, awaitEvents (whether runtime events are expected at all), readings (print the metrics that are given).</summary>
internal sealed record Scenario(bool WithAgent, ExitKind Exit, ReaderState Reader, int MegabytesPerSecond, bool AwaitEvents, bool PrintReadings)
{
    public static Scenario Parse(string[] args)
    {
        Dictionary<string, string> values = args.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        return new Scenario(
            bool.Parse(values.GetValueOrDefault("agent", "true")),
            Enum.Parse<ExitKind>(values.GetValueOrDefault("exit", nameof(ExitKind.Signal))),
            Enum.Parse<ReaderState>(values.GetValueOrDefault("reader", nameof(ReaderState.Healthy))),
            int.Parse(values.GetValueOrDefault("rate", "50"), System.Globalization.CultureInfo.InvariantCulture),
            bool.Parse(values.GetValueOrDefault("awaitEvents", "true")),
            bool.Parse(values.GetValueOrDefault("readings", "false")));
    }
}
