namespace AppFrag.MacroBenchmark.Loads;

/// <summary>One way of loading the service.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Connections">Requests under way at the same time.</param>
/// <param name="RequestsPerSecond">The rate; <see langword="null"/> is as fast as the connections go.</param>
/// <param name="HasLiveSet">Whether the service holds a few dozen megabytes all the time, see <see cref="Service.LiveSet"/>.</param>
/// <param name="Steps">The requests, sent in turn.</param>
internal sealed record Load(string Name, string Description, int Connections, int? RequestsPerSecond, bool HasLiveSet, IReadOnlyList<Step> Steps)
{
    private static readonly byte[] Orders = OrderBody.Create(orders: 60);

    /// <summary>All loads, in the order in which they are reported.</summary>
    public static IReadOnlyList<Load> All { get; } =
    [
        new("json", "GET of a small JSON document, 16 connections, full speed", 16, null, true, [new Step("/json", null)]),
        new("mixed", "200 MB/s: orders posted as JSON, every fourth request a report in a 200 kB array; 16 connections, paced", 16, 2800, true, Mixed()),
        new("storm", "one 200 kB array per request, 16 connections, full speed", 16, null, true, [new Step("/storm", null)]),
        new("storm-empty", "the same in a service that holds next to nothing, so that it collects at every sixteenth request", 16, null, false, [new Step("/storm", null)]),
    ];

    private static Step[] Mixed() => [.. Enumerable.Repeat(new Step("/orders", Orders), 3), new Step("/report", null)];
}

/// <param name="Path">What is asked for.</param>
/// <param name="Body">What is posted, as JSON; <see langword="null"/> is a GET.</param>
internal sealed record Step(string Path, byte[]? Body);
