using AppFrag.Model;

namespace AppFrag;

/// <summary>The running agent; resolve it from the service provider to look at what it knows.</summary>
public sealed class AppFragAgent
{
    private readonly Func<TimeSpan, AppFragReport> _capture;

    internal AppFragAgent(Func<TimeSpan, AppFragReport> capture) => _capture = capture;

    /// <summary>Describes the last <paramref name="window"/>.</summary>
    /// <param name="window">Time to cover, at most what the bounded timeline holds.</param>
    public AppFragReport CaptureReport(TimeSpan window) => _capture(window);
}
