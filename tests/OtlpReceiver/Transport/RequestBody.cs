using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace AppFrag.OtlpReceiver.Transport;

/// <summary>The protobuf message in a request, unframed and uncompressed.</summary>
internal static class RequestBody
{
    private const int GrpcPrefixLength = 5;

    /// <summary>A gRPC message: one byte that says whether it is compressed, four of length, then the message.</summary>
    /// <exception cref="InvalidDataException">The frame is shorter than it says.</exception>
    public static async Task<byte[]> ReadGrpcAsync(HttpRequest request)
    {
        var frame = await ReadAsync(request.Body, request.HttpContext.RequestAborted);
        if (frame.Length < GrpcPrefixLength || BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(1)) != frame.Length - GrpcPrefixLength)
        {
            throw new InvalidDataException($"a gRPC frame of {frame.Length} bytes does not hold the length it says");
        }

        var message = new MemoryStream(frame, GrpcPrefixLength, frame.Length - GrpcPrefixLength, writable: false);
        return await ReadAsync(frame[0] == 1 ? new GZipStream(message, CompressionMode.Decompress) : message, request.HttpContext.RequestAborted);
    }

    public static Task<byte[]> ReadHttpAsync(HttpRequest request) => ReadAsync(
        request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body,
        request.HttpContext.RequestAborted);

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellation);
        return content.ToArray();
    }
}
