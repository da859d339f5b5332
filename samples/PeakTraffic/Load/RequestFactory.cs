using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PeakTraffic.Features;

namespace PeakTraffic.Load;

/// <summary>Makes the HTTP request of a <see cref="LoadStep"/>.</summary>
internal sealed class RequestFactory
{
    private readonly byte[] _png = RandomNumberGenerator.GetBytes(1024 * 1024);

    public RequestFactory() => new PngHeader(1920, 1080).Write(_png);

    public HttpRequestMessage Create(LoadStep step, Variant variant)
    {
        var prefix = variant == Variant.Naive ? "/naive" : "/pooled";
        return step.Feature switch
        {
            Feature.Image => Post(prefix + "/images", new MultipartFormDataContent { { ImagePart(step.Size), "file", "photo.png" } }),
            Feature.Checksum => Post(prefix + "/checksums", new ByteArrayContent(_png, 0, step.Size)),
            Feature.Export => new HttpRequestMessage(HttpMethod.Get, $"{prefix}/orders.csv?rows={step.Size}"),
            _ => Webhook(prefix + "/webhooks", step.Size),
        };
    }

    private static HttpRequestMessage Post(string path, HttpContent content) => new(HttpMethod.Post, path) { Content = content };

    private static HttpRequestMessage Webhook(string path, int size)
    {
        var body = Encoding.ASCII.GetBytes(WebhookBody(size));
        var request = Post(path, new ByteArrayContent(body));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Format(HMACSHA256.HashData(WebhookSignature.Key, body)));
        return request;
    }

    private static string WebhookBody(int size)
    {
        var json = new StringBuilder("[", size + 512);
        for (var id = 1; json.Length < size; id++)
        {
            json.Append(id == 1 ? "" : ",").Append("{\"id\":").Append(id).Append(",\"type\":\"order.shipped\",\"note\":\"").Append('x', 400).Append("\"}");
        }

        return json.Append(']').ToString();
    }

    private ByteArrayContent ImagePart(int size)
    {
        var part = new ByteArrayContent(_png, 0, size);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return part;
    }
}
