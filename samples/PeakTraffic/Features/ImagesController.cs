using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using PeakTraffic.Telemetry;

namespace PeakTraffic.Features;

/// <summary>Image upload: answers with the dimensions and the hash of a PNG.</summary>
[ApiController]
public sealed class ImagesController : ControllerBase
{
    /// <summary>Holds the whole file in one array, as large as the client likes.</summary>
    [HttpPost("/naive/images")]
    public async Task<ActionResult<ImageInfo>> UploadNaive(IFormFile file, CancellationToken cancellation)
    {
        AllocationTruth.TagArray(file.Length);

        await using var upload = file.OpenReadStream();
        var image = new byte[file.Length]; // allocation: naive image
        await upload.ReadExactlyAsync(image, cancellation);

        return PngHeader.Parse(image) is { } header ? new ImageInfo(header, SHA256.HashData(image)) : BadRequest("not a PNG");
    }

    /// <summary>Looks at the file through a small rented window.</summary>
    [HttpPost("/pooled/images")]
    public async Task<ActionResult<ImageInfo>> UploadPooled(IFormFile file, CancellationToken cancellation)
    {
        await using var upload = file.OpenReadStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var window = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var read = await upload.ReadAtLeastAsync(window, PngHeader.Length, throwOnEndOfStream: false, cancellation);
            if (PngHeader.Parse(window.AsSpan(0, read)) is not { } header)
            {
                return BadRequest("not a PNG");
            }

            for (; read > 0; read = await upload.ReadAsync(window, cancellation))
            {
                hash.AppendData(window, 0, read);
            }

            return new ImageInfo(header, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }
}

/// <summary>What the service says of an image.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Sha256">Hash of the file, hexadecimal.</param>
public sealed record ImageInfo(int Width, int Height, string Sha256)
{
    internal ImageInfo(PngHeader header, byte[] hash)
        : this(header.Width, header.Height, Convert.ToHexStringLower(hash))
    {
    }
}
