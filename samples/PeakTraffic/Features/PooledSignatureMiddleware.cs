using System.Buffers;
using System.Security.Cryptography;

namespace PeakTraffic.Features;

/// <summary>Checks the signature while the body passes through a small rented window.</summary>
internal sealed class PooledSignatureMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, WebhookSignature.Key);
        var window = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(window, context.RequestAborted)) > 0)
            {
                hmac.AppendData(window, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }

        context.Request.Body.Position = 0;
        if (!WebhookSignature.Matches(context.Request.Headers[WebhookSignature.Header], hmac.GetHashAndReset()))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await next(context);
    }
}
