using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace AppFrag.MacroBenchmark.Service;

/// <summary>What the loads ask for: ordinary requests, and the storm.</summary>
internal static class Endpoints
{
    private const int LargeArrayLength = 200_000;

    private static readonly byte[] ReportContent = RandomNumberGenerator.GetBytes(LargeArrayLength);

    // Escapes: a local array that nobody sees would not be allocated at all.
    private static byte[]? _escaped;

    public static void MapEndpoints(this IEndpointRouteBuilder routes, LiveSet? live)
    {
        routes.MapGet("/json", () => new Order(42, "customer-42", "article 7", 3, 12.5m));
        routes.MapPost("/orders", (Order[] orders) => orders.GroupBy(order => order.Article).Select(article => new { Article = article.Key, Total = article.Sum(order => order.Quantity * order.Price) }).ToArray());
        routes.MapGet("/report", () => Convert.ToHexString(CreateReport().AsSpan(^16..)));
        routes.MapGet("/storm", () =>
        {
            Keep(new byte[LargeArrayLength]);
            return "ok";
        });
        routes.MapGet("/counters", () => new Counters(GC.GetTotalAllocatedBytes(), GC.CollectionCount(0), GC.CollectionCount(2), GC.GetTotalPauseDuration().TotalSeconds, GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes, live?.Count ?? 0));
    }

    private static byte[] CreateReport()
    {
        var report = new byte[LargeArrayLength];
        ReportContent.CopyTo(report, 0);
        return report;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(byte[] array) => Volatile.Write(ref _escaped, array);
}
