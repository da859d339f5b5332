using System.Diagnostics;
using System.Threading.Channels;

namespace AppFrag.TestHost.Flows;

/// <summary>
/// One flow: requests one after another, each with sibling and nested spans that allocate on whichever thread the ways of
/// .NET bring them to.
/// </summary>
internal sealed class FlowLoad(ActivitySource source, FlowTruth truth, QueueContext queue)
{
    private static readonly RequestEvents Events = RequestEvents.Log;

    public async Task Run()
    {
        await Task.Yield();
        while (!truth.IsOver)
        {
            using (Activity request = source.StartActivity("request", ActivityKind.Server, parentContext: default)!)
            {
                Events.RequestStart();
                Allocate(request, "plain");
                await Task.WhenAll(Span("yield", Yield), Span("task-run", TaskRun), Span("configure-await", ConfigureAwait), Span("nested", Nested));
                Allocate(request, "after siblings");
                await Task.WhenAll(Span("channel", Channels), Span("timer", Timers), Span("queue-context", QueueContexts), Span("unsafe", Unsafe));
                await Span("parallel", ParallelLoops);
                await Span("threads", Threads);
                Allocate(request, "at the end");
                Events.RequestStop();
            }

            truth.Allocate(null, "between requests");
        }
    }

    private async Task Span(string name, Func<Activity, Task> work)
    {
        using Activity span = source.StartActivity(name)!;
        Allocate(span, "start of " + name);
        await work(span);
        Allocate(span, "end of " + name);
    }

    private void Allocate(Activity span, string way) => truth.Allocate(span.SpanId.ToHexString(), way);

    private async Task Yield(Activity span)
    {
        for (int i = 0; i < 3; i++)
        {
            await Task.Yield();
            Allocate(span, "yield");
        }
    }

    private async Task TaskRun(Activity span)
    {
        await Task.Run(() => Allocate(span, "task-run"));
        await Task.Factory.StartNew(() => Allocate(span, "long-running"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.CompletedTask.ContinueWith(_ => Allocate(span, "continue-with"), TaskScheduler.Default);
    }

    private async Task ConfigureAwait(Activity span)
    {
        await Task.Delay(1).ConfigureAwait(false);
        Allocate(span, "configure-await");
        await Task.Delay(1).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Allocate(span, "force-yielding");
    }

    private async Task Nested(Activity outer)
    {
        using (Activity inner = source.StartActivity("inner")!)
        {
            Events.RequestStart();
            await Task.Yield();
            Allocate(inner, "nested");
            using (Activity innermost = source.StartActivity("innermost")!)
            {
                await Task.Run(() => Allocate(innermost, "innermost"));
            }

            Allocate(inner, "back in nested");
            Events.RequestStop();
        }

        Allocate(outer, "back in outer");
    }

    private async Task Channels(Activity producer)
    {
        // The writer runs the reader's continuation on its own thread.
        var channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
        Task consumer = Span("consumer", async span =>
        {
            await foreach (int _ in channel.Reader.ReadAllAsync())
            {
                Allocate(span, "channel consumer");
            }
        });
        for (int i = 0; i < 3; i++)
        {
            await channel.Writer.WriteAsync(i);
            Allocate(producer, "channel producer");
            await Task.Yield();
        }

        channel.Writer.Complete();
        await consumer;
    }

    private async Task Timers(Activity span)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        await timer.WaitForNextTickAsync();
        Allocate(span, "periodic timer");
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var once = new Timer(_ => { Allocate(span, "timer"); fired.SetResult(); }, null, 1, Timeout.Infinite);
        await fired.Task;
    }

    private Task QueueContexts(Activity span) => queue.Run(async () =>
    {
        Allocate(span, "queue context");
        await Task.Delay(1);
        Allocate(span, "back on the queue context");
        await Task.Delay(1).ConfigureAwait(false);
        Allocate(span, "away from the queue context");
    });

    // What leaves its execution context behind belongs to no span that anybody could know of.
    private async Task Unsafe(Activity span)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(_ => { truth.Allocate(null, "unsafe work item"); done.SetResult(); }, null);
        await done.Task;
        Allocate(span, "after unsafe work item");
        Task suppressed;
        using (ExecutionContext.SuppressFlow())
        {
            suppressed = Task.Run(() => truth.Allocate(null, "suppressed flow"));
        }

        await suppressed;
    }

    private async Task ParallelLoops(Activity span)
    {
        Parallel.For(0, 4, _ => Allocate(span, "parallel for"));
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (_, _) =>
        {
            await Task.Yield();
            using Activity item = source.StartActivity("item")!;
            Allocate(item, "parallel for-each async");
        });
    }

    private Task Threads(Activity span)
    {
        var flowing = new Thread(() => Allocate(span, "thread"));
        flowing.Start();
        flowing.Join();
        var bare = new Thread(() => truth.Allocate(null, "unsafe thread"));
        bare.UnsafeStart();
        bare.Join();
        return Task.CompletedTask;
    }
}
