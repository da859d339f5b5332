namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>How to measure.</summary>
/// <param name="WarmUpSeconds">From the start of the services to the measurement, under load.</param>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="IsTraced">Whether the service records spans and metrics with the OpenTelemetry SDK, in every variant.</param>
/// <param name="IsServerGC">The service's GC flavour.</param>
/// <param name="IdleSpins">Whether idle threads of the pool look for work some seventy times before they sleep, the runtime's default; see <see cref="RuntimeSettings"/>.</param>
/// <param name="InOneLife">Whether a service lives through all loads, one after the other; otherwise each load has a fresh one.</param>
internal sealed record Settings(double WarmUpSeconds, double Seconds, bool IsTraced, bool IsServerGC, bool IdleSpins, bool InOneLife)
{
    /// <summary>Between two loads that the same service lives through: what the first needs of it is compiled, what the second needs is not.</summary>
    private const double BetweenLoads = 60;

    /// <summary>Seconds from the start of the services to the measurement of a load.</summary>
    /// <param name="index">Which load of this life.</param>
    public double SecondsUntil(int index) => WarmUpSeconds + (index * (Seconds + BetweenLoads));
}
