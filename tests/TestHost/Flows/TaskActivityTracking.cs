using System.Diagnostics.Tracing;

namespace AppFrag.TestHost.Flows;

/// <summary>What a diagnostics tool that follows requests through tasks switches on: activity ids set by the class library itself.</summary>
internal sealed class TaskActivityTracking : EventListener
{
    private const EventKeywords TasksFlowActivityIds = (EventKeywords)0x80;
    private const EventKeywords TasksSetActivityIds = (EventKeywords)0x10000;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Threading.Tasks.TplEventSource")
        {
            EnableEvents(eventSource, EventLevel.Informational, TasksFlowActivityIds | TasksSetActivityIds);
        }
        else if (eventSource.Name == "AppFrag-TestHost-Requests")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Only the ids on the threads matter here.
    }
}
