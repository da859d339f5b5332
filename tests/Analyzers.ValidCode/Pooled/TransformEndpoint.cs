using System.Buffers;
using System.Security.Cryptography;

namespace AppFrag.Analyzers.ValidCode.Pooled;

public static class TransformEndpoint
{
    public static void MapTransform(this IEndpointRouteBuilder routes) => routes.MapPost("/transform", async (HttpRequest request) =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        const int scratchLength = 1024 * 1024;
        var scratch = ArrayPool<byte>.Shared.Rent(scratchLength);
        int read;
        while ((read = await request.Body.ReadAsync(scratch.AsMemory(0, scratchLength))) > 0)
        {
            hash.AppendData(scratch, 0, read);
        }

        ArrayPool<byte>.Shared.Return(scratch);

        // The classic size for copying is under the threshold.
        var copy = new byte[81_920];
        return Results.Text(Convert.ToHexString(hash.GetHashAndReset()) + copy.Length);
    });
}
