using System.Diagnostics.Tracing;

namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>An <see cref="EventListener"/> in the service with the keywords of AppFrag: counts collections, adds up sampled bytes by type. It gets no stacks.</summary>
internal sealed class EventListenerWatcher : Watcher
{
    public override string Name => "event-listener";

    public override string Description => "an EventListener in the process, GC and allocation sampling, always on; no stacks";

    public override IDisposable StartInside() => new Listener();

    private sealed class Listener : EventListener
    {
        private const int GCStart = 1;
        private const int AllocationSampled = 303;
        private const int GenerationField = 1;
        private const int TypeNameField = 3;
        private const int ObjectSizeField = 5;

        private readonly Lock _gate = new();
        private readonly Dictionary<string, long> _sums = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == RuntimeKeywords.Provider)
            {
                EnableEvents(eventSource, EventLevel.Informational, (EventKeywords)(RuntimeKeywords.GC | RuntimeKeywords.AllocationSampling));
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            switch (eventData.EventId)
            {
                case GCStart when eventData.Payload is { } payload:
                    Add("GC of generation " + payload[GenerationField], 1);
                    break;
                case AllocationSampled when eventData.Payload is { } payload && payload[TypeNameField] is string type:
                    Add(type, Convert.ToInt64(payload[ObjectSizeField], null));
                    break;
            }
        }

        private void Add(string name, long value)
        {
            // The runtime has one thread that dispatches; the lock is what any reader of the sums would need.
            lock (_gate)
            {
                _sums[name] = _sums.GetValueOrDefault(name) + value;
            }
        }
    }
}
