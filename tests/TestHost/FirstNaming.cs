using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime.Methods;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.TestHost;

/// <summary>The very first naming session of a process, when everything it uses comes to life: on which threads are EventSources created?</summary>
internal static class FirstNaming
{
    public static Task<int> Run()
    {
        using var sources = new CreatedSources();
        var map = new MethodMap();
        bool named = NamingSession.Run(new DiagnosticsClient(Environment.ProcessId), map, TimeSpan.FromSeconds(20));
        foreach (string source in sources.OnAgentThreads)
        {
            Console.WriteLine("created " + source);
        }

        Console.WriteLine($"named={named} enough={map.Count > 100} listening={sources.Count > 0}");
        return Task.FromResult(0);
    }

    private sealed class CreatedSources : EventListener
    {
        private readonly ConcurrentQueue<string> _onAgentThreads = new();
        private int _count;

        public IEnumerable<string> OnAgentThreads => _onAgentThreads;

        public int Count => Volatile.Read(ref _count);

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            Interlocked.Increment(ref _count);

            // The base class calls this before the fields are set, for sources that exist already: not on the agent's threads.
            // The thread that asks for the session connects before there is one, so before any rundown.
            if (Thread.CurrentThread.Name is { } name && name.StartsWith("AppFrag", StringComparison.Ordinal) && name != "AppFrag session start")
            {
                _onAgentThreads.Enqueue($"{eventSource.Name} on '{name}'");
            }
        }
    }
}
