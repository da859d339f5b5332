namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>How to measure.</summary>
/// <param name="WarmUpSeconds">From the start of the services to the measurement, under load.</param>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="IsTraced">Whether the service records spans and metrics with the OpenTelemetry SDK, in every variant.</param>
/// <param name="IsServerGC">The service's GC flavour.</param>
internal sealed record Settings(double WarmUpSeconds, double Seconds, bool IsTraced, bool IsServerGC);
