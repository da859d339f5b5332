using System.Security.Cryptography;
using System.Text;
using PeakTraffic.Telemetry;

namespace PeakTraffic.Features;

/// <summary>Reads the whole body to a string, and turns that into an array again, to check its signature.</summary>
internal sealed class NaiveSignatureMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted); // allocation: naive webhook text
        context.Request.Body.Position = 0;

        AllocationTruth.TagStringAndItsBytes(body, Encoding.UTF8.GetByteCount(body));
        var bytes = Encoding.UTF8.GetBytes(body); // allocation: naive webhook bytes
        if (!WebhookSignature.Matches(context.Request.Headers[WebhookSignature.Header], HMACSHA256.HashData(WebhookSignature.Key, bytes)))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await next(context);
    }
}
