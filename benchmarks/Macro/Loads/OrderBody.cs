using System.Text.Json;
using AppFrag.MacroBenchmark.Service;

namespace AppFrag.MacroBenchmark.Loads;

/// <summary>The body that the mixed load posts: the same in every run.</summary>
internal static class OrderBody
{
    public static byte[] Create(int orders)
    {
        var random = new Random(1);
        return JsonSerializer.SerializeToUtf8Bytes(
            Enumerable.Range(1, orders).Select(id => new Order(id, $"customer-{random.Next(1, 5000)}", "article " + random.Next(1, 900), random.Next(1, 20), random.Next(100, 100_000) / 100m)).ToArray(),
            JsonSerializerOptions.Web);
    }
}
