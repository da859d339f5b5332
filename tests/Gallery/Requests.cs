using System.Diagnostics;

namespace AppFrag.Gallery;

/// <summary>Requests as an instrumented service has them: recorded server spans with a route.</summary>
internal sealed class Requests : IDisposable
{
    private const string Name = "AppFrag.Gallery";

    private static readonly ActivitySource Source = new(Name);

    private readonly ActivityListener _listener = new()
    {
        // By name: the source may be made while listeners are asked.
        ShouldListenTo = source => source.Name == Name,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public Requests() => ActivitySource.AddActivityListener(_listener);

    /// <summary>Serves requests one after the other on each of some connections until it is told to stop.</summary>
    public static Task ServeAsync(string route, int connections, Func<Random, Task> handle, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            var random = new Random(connection);
            while (!stop.IsCancellationRequested)
            {
                using var request = Source.StartActivity(route, ActivityKind.Server);
                request?.SetTag("http.route", route).SetTag("http.request.method", "POST");
                await handle(random);
            }
        })));

    public void Dispose() => _listener.Dispose();
}
