using AppFrag.Sources.Requests;

namespace AppFrag.TestHost.Flows;

/// <summary>Stamps for a while and rests for a while, again and again, as the agent does around its bursts when spans are many, only faster.</summary>
internal sealed class StampingSwitch : IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public StampingSwitch(SpanTracker tracker)
    {
        _thread = new Thread(() => Run(tracker)) { IsBackground = true, Name = "stamping switch" };
        _thread.UnsafeStart();
    }

    /// <summary>How often it was switched.</summary>
    public int Count { get; private set; }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(SpanTracker tracker)
    {
        var random = new Random(5);
        while (!_stop.Wait(random.Next(1, 40)))
        {
            tracker.IsStamping = !tracker.IsStamping;
            Count++;
        }
    }
}
