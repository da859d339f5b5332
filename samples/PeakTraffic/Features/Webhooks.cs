using System.Text.Json;

namespace PeakTraffic.Features;

/// <summary>Webhook deliveries: a signed JSON array of events. The signature is checked before the endpoint runs.</summary>
internal static class Webhooks
{
    public static void UseWebhookSignatures(this IApplicationBuilder app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/naive/webhooks"), branch => branch.UseMiddleware<NaiveSignatureMiddleware>());
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/pooled/webhooks"), branch => branch.UseMiddleware<PooledSignatureMiddleware>());
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/naive/webhooks", Accept);
        routes.MapPost("/pooled/webhooks", Accept);
    }

    private static async Task<string> Accept(HttpRequest request, CancellationToken cancellation)
    {
        var accepted = 0;
        await foreach (var _ in JsonSerializer.DeserializeAsyncEnumerable<WebhookEvent>(request.Body, JsonSerializerOptions.Web, cancellation))
        {
            accepted++;
        }

        return $"accepted {accepted} events";
    }
}

/// <summary>One event of a delivery.</summary>
/// <param name="Id">Unique among the sender's events.</param>
/// <param name="Type">What happened.</param>
internal sealed record WebhookEvent(int Id, string Type);
