using System.IO.Pipelines;

namespace AppFrag.Analyzers.ValidCode.Streaming;

public static class Exports
{
    private static readonly HttpClient Client = new();

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/export");
        group.MapGet("/rows.csv", WriteRowsAsync);
        group.MapGet("/file", (string name) => Results.File(Path.GetFullPath(name)));
        group.MapGet("/forward", ForwardAsync);
        group.MapPost("/lines", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var lines = 0;
            while (await reader.ReadLineAsync() is not null)
            {
                lines++;
            }

            return lines;
        });
        group.MapPost("/count", async (PipeReader body) => await CountAsync(body));
    }

    private static async Task WriteRowsAsync(HttpResponse response)
    {
        await using var writer = new StreamWriter(response.Body, leaveOpen: true);
        for (var row = 0; row < 10_000; row++)
        {
            await writer.WriteLineAsync($"{row};{row * 2}");
        }
    }

    private static async Task ForwardAsync(HttpContext context, string url)
    {
        using var response = await Client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            throw new BadHttpRequestException(await response.Content.ReadAsStringAsync());
        }

        await using var stream = await response.Content.ReadAsStreamAsync();
        await stream.CopyToAsync(context.Response.Body, 64 * 1024);
    }

    private static async Task<long> CountAsync(PipeReader body)
    {
        long count = 0;
        while (true)
        {
            var result = await body.ReadAsync();
            count += result.Buffer.Length;
            body.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return count;
            }
        }
    }
}
