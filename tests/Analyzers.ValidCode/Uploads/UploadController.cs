using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;

namespace AppFrag.Analyzers.ValidCode.Uploads;

/// <summary>Uploads of any length in constant memory.</summary>
[ApiController]
public sealed class UploadController : ControllerBase
{
    private const int PieceSize = 64 * 1024;

    [HttpPost]
    public async Task<string> Upload(IFormFile file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            await using var stream = file.OpenReadStream();
            int read;
            while ((read = await stream.ReadAsync(piece.AsMemory(0, PieceSize), cancellationToken)) > 0)
            {
                hash.AppendData(piece, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        Response.ContentType = "text/plain";
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [HttpPost("avatar")]
    public async Task<IActionResult> Avatar(IFormFile file)
    {
        if (file.Length is 0 or > 32 * 1024)
        {
            return BadRequest();
        }

        var image = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(image);
        return File(image, "image/png");
    }

    [HttpPost("receipt")]
    [RequestSizeLimit(16 * 1024)]
    public async Task<int> Receipt()
    {
        using var reader = new StreamReader(Request.Body);
        var text = await reader.ReadToEndAsync();
        return text.Length + new byte[Request.ContentLength ?? 0].Length;
    }

    [HttpGet("salt")]
    public string Salt(int length = 32)
    {
        var salt = new byte[length];
        RandomNumberGenerator.Fill(salt);
        Response.ContentType = "text/plain";
        return Convert.ToHexString(salt);
    }
}
