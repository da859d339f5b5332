using System.Collections.Concurrent;

namespace AppFrag.TestHost.Flows;

/// <summary>A synchronization context with one thread of its own, as user interfaces and some actor frameworks have.</summary>
internal sealed class QueueContext : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];

    public QueueContext()
    {
        new Thread(Run) { IsBackground = true, Name = "queue context" }.UnsafeStart();
    }

    public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

    /// <summary>Runs an asynchronous method whose continuations come back to this context's thread.</summary>
    public Task Run(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ExecutionContext context = ExecutionContext.Capture()!;
        Post(_ => ExecutionContext.Run(context, _ => work().ContinueWith(task => done.SetFromTask(task), TaskScheduler.Default), null), null);
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach ((SendOrPostCallback callback, object? state) in _work.GetConsumingEnumerable())
        {
            callback(state);
        }
    }
}
