namespace PeakTraffic;

/// <summary>How the service is started.</summary>
/// <param name="Urls">Where it listens; port 0 takes a free one.</param>
/// <param name="LogLevel">From which level on it logs to the console.</param>
internal sealed record ServiceOptions(string Urls, LogLevel LogLevel);
