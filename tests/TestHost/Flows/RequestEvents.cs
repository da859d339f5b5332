using System.Diagnostics.Tracing;

namespace AppFrag.TestHost.Flows;

/// <summary>Start and stop events as ASP.NET Core and HttpClient write them: with task activity tracking on, the class library gives each pair an activity id of its own.</summary>
[EventSource(Name = "AppFrag-TestHost-Requests")]
internal sealed class RequestEvents : EventSource
{
    public static RequestEvents Log { get; } = new();

    [Event(1)]
    public void RequestStart() => WriteEvent(1);

    [Event(2)]
    public void RequestStop() => WriteEvent(2);
}
