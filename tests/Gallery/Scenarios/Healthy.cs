using System.Buffers;
using System.Text.Json;

namespace AppFrag.Gallery.Scenarios;

/// <summary>Heavy and clean: pooled buffers, JSON of moderate size, a table that was filled at the start.</summary>
internal static class Healthy
{
    private static readonly string[] Tags = ["a", "b"];

    public static Task RunAsync(CancellationToken stop)
    {
        var table = Enumerable.Range(0, 100_000).ToDictionary(i => i, i => $"article {i}");
        return Requests.ServeAsync("/articles/{id}", connections: 8, random => Serve(random, table), stop);
    }

    private static async Task Serve(Random random, Dictionary<int, string> table)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(60_000);
        try
        {
            for (int i = 0; i < 20; i++)
            {
                int id = random.Next(table.Count);
                byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { Id = id, Name = table[id], Tags });
                body.CopyTo(buffer, 0);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await Task.Delay(1);
    }
}
