using System.Text.Json;

namespace AppFrag.Analyzers.ValidCode.Middleware;

/// <summary>Parses the body as it arrives; its own table is made once, with the middleware.</summary>
public sealed class WebhookMiddleware(RequestDelegate next)
{
    private readonly byte[] _seen = new byte[1 << 20];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/hooks", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _seen[document.RootElement.GetProperty("id").GetInt32() & 0xFFFFF] = 1;

        var header = new byte[256];
        var name = new char[context.Request.Path.Value!.Length];
        await context.Response.Body.WriteAsync(header.AsMemory(0, Math.Min(header.Length, name.Length)));
    }
}
