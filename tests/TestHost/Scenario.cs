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

/// <summary>Parsed from <c>key=value</c> arguments: agent, exit, reader, rate, awaitEvents (whether runtime events are expected at all), readings (print the metrics that are given); for a long run under load: soak (seconds), interval (seconds from one line to the next), size (of the large arrays), judged (whether each line holds the estimates against the truth), budget, source.</summary>
internal sealed record Scenario(bool WithAgent, ExitKind Exit, ReaderState Reader, int MegabytesPerSecond, bool AwaitEvents, bool PrintReadings)
{
    /// <summary>How long the mixed load runs; <see langword="null"/> for the short scenarios.</summary>
    public TimeSpan? Soak { get; private init; }

    public TimeSpan Interval { get; private init; }

    public int LargeSize { get; private init; }

    public bool IsJudged { get; private init; }

    /// <summary><see langword="null"/> for the default.</summary>
    public double? CpuBudget { get; private init; }

    public AllocationSource Source { get; private init; }

    public static Scenario Parse(string[] args)
    {
        Dictionary<string, string> values = args.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        return new Scenario(
            bool.Parse(values.GetValueOrDefault("agent", "true")),
            Enum.Parse<ExitKind>(values.GetValueOrDefault("exit", nameof(ExitKind.Signal))),
            Enum.Parse<ReaderState>(values.GetValueOrDefault("reader", nameof(ReaderState.Healthy))),
            int.Parse(values.GetValueOrDefault("rate", "50"), System.Globalization.CultureInfo.InvariantCulture),
            bool.Parse(values.GetValueOrDefault("awaitEvents", "true")),
            bool.Parse(values.GetValueOrDefault("readings", "false")))
        {
            Soak = values.TryGetValue("soak", out string? seconds) ? Seconds(seconds) : null,
            Interval = Seconds(values.GetValueOrDefault("interval", "5")),
            LargeSize = int.Parse(values.GetValueOrDefault("size", "200000"), System.Globalization.CultureInfo.InvariantCulture),
            IsJudged = bool.Parse(values.GetValueOrDefault("judged", "true")),
            CpuBudget = values.TryGetValue("budget", out string? budget) ? double.Parse(budget, System.Globalization.CultureInfo.InvariantCulture) : null,
            Source = Enum.Parse<AllocationSource>(values.GetValueOrDefault("source", nameof(AllocationSource.Auto))),
        };
    }

    private static TimeSpan Seconds(string value) => TimeSpan.FromSeconds(double.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
}
