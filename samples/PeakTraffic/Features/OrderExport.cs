using System.Text;
using Microsoft.Extensions.Caching.Memory;
using PeakTraffic.Telemetry;

namespace PeakTraffic.Features;

/// <summary>Export of orders as CSV.</summary>
internal static class OrderExport
{
    private const string ContentType = "text/csv";

    public static void MapOrderExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/naive/orders.csv", ExportNaive);
        routes.MapGet("/pooled/orders.csv", ExportPooled);
    }

    /// <summary>
    /// Builds the file in a stream that doubles its array as it grows, copies it once more, and keeps the copy for a
    /// while because that was so expensive. Large objects that live long among ones that do not: this is what makes holes.
    /// </summary>
    private static async Task<IResult> ExportNaive(int rows, IMemoryCache cache)
    {
        if (cache.TryGetValue(rows, out byte[]? cached))
        {
            return Results.File(cached!, ContentType, "orders.csv");
        }

        using var stream = new MemoryStream();
        await using (var writer = new StreamWriter(stream, leaveOpen: true))
        {
            await WriteOrdersAsync(writer, rows);
        }

        AllocationTruth.TagGrownStreamAndItsCopy(stream);
        var csv = stream.ToArray(); // allocation: naive export
        cache.Set(rows, csv, new MemoryCacheEntryOptions { Size = csv.Length, AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(5) });
        return Results.File(csv, ContentType, "orders.csv");
    }

    /// <summary>Writes each row to the response as it comes.</summary>
    private static IResult ExportPooled(int rows) =>
        Results.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, Encoding.UTF8, bufferSize: 16 * 1024, leaveOpen: true);
                await WriteOrdersAsync(writer, rows);
            },
            ContentType,
            "orders.csv");

    private static async Task WriteOrdersAsync(StreamWriter writer, int rows)
    {
        await writer.WriteLineAsync("id,customer,email,street,city,country,status,quantity,total");
        for (var id = 1; id <= rows; id++)
        {
            await writer.WriteLineAsync($"{id},customer-{id % 977},customer-{id % 977}@example.org,{id % 89} Harbour Street,Springfield,GB,shipped,{(id % 9) + 1},{id % 500}.95");
        }
    }
}
