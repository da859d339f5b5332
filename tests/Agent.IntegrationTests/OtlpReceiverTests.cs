using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using AppFrag.OtlpReceiver;
using AppFrag.OtlpReceiver.Wire;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>The receiver that other tests trust, on bytes encoded by hand from the published field numbers.</summary>
public sealed class OtlpReceiverTests
{
    // One server span "get" of scope "s" and service "x" with an int attribute of -1, 1 s to 2 s after the epoch.
    private static readonly byte[] Traces = Bytes(
        """
        0A 59
          0A 15  0A 13  0A 0C 73 65 72 76 69 63 65 2E 6E 61 6D 65  12 03  0A 01 78
          12 40
            0A 03  0A 01 73
            12 39
              0A 04 4B F9 2F 35
              12 02 00 F0
              22 02 A3 CE
              2A 03 67 65 74
              30 02
              39 00 CA 9A 3B 00 00 00 00
              41 00 94 35 77 00 00 00 00
              4A 10  0A 01 6B  12 0B 18 FF FF FF FF FF FF FF FF FF 01
        """);

    // A monotonic sum of int 5 and a histogram with buckets 1 and 2 and the bound 0.5.
    private static readonly byte[] Metrics = Bytes(
        """
        0A 56
          12 54
            0A 03  0A 01 6D
            12 16
              0A 01 63  1A 02 42 79
              3A 0D
                0A 09 31 05 00 00 00 00 00 00 00
                18 01
            12 35
              0A 01 68
              4A 30
                0A 2E
                  21 03 00 00 00 00 00 00 00
                  29 00 00 00 00 00 00 F8 3F
                  32 10 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
                  3A 08 00 00 00 00 00 00 E0 3F
        """);

    [Fact]
    public void Traces_HandEncoded_AreRead()
    {
        var span = Assert.Single(TraceDecoder.Decode(Traces));

        Assert.Equal(("4bf92f35", "00f0", "a3ce", "get", 2), (span.TraceId, span.SpanId, span.ParentSpanId, span.Name, span.Kind));
        Assert.Equal((1, 2), (span.Start.ToUnixTimeSeconds(), span.End.ToUnixTimeSeconds()));
        Assert.Equal(-1L, span.Attributes["k"]);
        Assert.Equal("x", span.Resource["service.name"]);
        Assert.Equal("s", span.Scope);
    }

    [Fact]
    public void Metrics_HandEncoded_AreRead()
    {
        var metrics = MetricsDecoder.Decode(Metrics);

        var sum = metrics[0];
        Assert.Equal(("c", "By", MetricKind.Sum, true, "m"), (sum.Name, sum.Unit, sum.Kind, sum.IsMonotonic, sum.Scope));
        Assert.Equal(5, Assert.Single(sum.Points).Value);
        var histogram = metrics[1];
        Assert.Equal(MetricKind.Histogram, histogram.Kind);
        var point = Assert.Single(histogram.Points);
        Assert.Equal((3, 1.5), (point.Count, point.Value));
        Assert.Equal([1, 2], point.BucketCounts);
        Assert.Equal([0.5], point.Bounds);
    }

    [Fact]
    public void Traces_CutAnywhere_AreRefused()
    {
        for (var length = 1; length < Traces.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => TraceDecoder.Decode(Traces.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Metrics_CutAnywhere_AreRefused()
    {
        for (var length = 1; length < Metrics.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => MetricsDecoder.Decode(Metrics.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("0B", "wire type 3")]
    [InlineData("08 FF FF FF FF FF FF FF FF FF FF", "varint")]
    [InlineData("0A 05 00", "4 bytes too early")]
    public void Message_Malformed_NamesWhy(string message, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => TraceDecoder.Decode(Bytes(message))).Message, StringComparison.Ordinal);

    [Fact]
    public void Field_Unknown_IsSkipped() => Assert.Empty(TraceDecoder.Decode(Bytes("9A 06 02 01 02  A0 06 01")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http_Post_IsReceived(bool gzip)
    {
        await using var server = await OtlpServer.StartAsync();
        using var client = new HttpClient();
        using var content = new ByteArrayContent(gzip ? GZip(Traces) : Traces);
        if (gzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        using var response = await client.PostAsync(new Uri(server.HttpEndpoint, "/v1/traces"), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("get", Assert.Single(server.Received.Spans).Name);
    }

    [Fact]
    public async Task Http_PostOfGarbage_IsBadRequest()
    {
        await using var server = await OtlpServer.StartAsync();
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Traces[..^1]);

        using var response = await client.PostAsync(new Uri(server.HttpEndpoint, "/v1/traces"), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(server.Received.Spans);
    }

    [Theory]
    [InlineData(false, 0, "0")]
    [InlineData(true, 0, "0")]
    [InlineData(false, 1, "3")]
    public async Task Grpc_Export_EndsWithStatus(bool gzip, int missingBytes, string status)
    {
        await using var server = await OtlpServer.StartAsync();
        using var client = new HttpClient();
        var message = gzip ? GZip(Metrics) : Metrics;
        byte[] frame = [(byte)(gzip ? 1 : 0), 0, 0, 0, (byte)message.Length, .. message[..^missingBytes]];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.GrpcEndpoint, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
        Assert.Equal(status == "0" ? 2 : 0, server.Received.Metrics.Count);
    }

    [Fact]
    public async Task WaitFor_NothingComes_SaysWhatDid()
    {
        await using var server = await OtlpServer.StartAsync();

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => server.Received.WaitForAsync(received => received.Spans.Count > 0, TimeSpan.FromMilliseconds(50)));

        Assert.Contains("came so far", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));

    private static byte[] GZip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
