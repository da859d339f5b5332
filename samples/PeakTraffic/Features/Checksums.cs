using System.Buffers;
using System.Security.Cryptography;
using PeakTraffic.Telemetry;

namespace PeakTraffic.Features;

/// <summary>Checksum of a body of any length, read in pieces.</summary>
internal static class Checksums
{
    public static void MapChecksums(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/naive/checksums", ComputeNaive);
        routes.MapPost("/pooled/checksums", ComputePooled);
    }

    /// <summary>One megabyte of scratch space, new for each request.</summary>
    private static async Task<string> ComputeNaive(HttpRequest request, CancellationToken cancellation)
    {
        AllocationTruth.TagArray(1024 * 1024);

        var scratch = new byte[1024 * 1024]; // allocation: naive scratch
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int read;
        while ((read = await request.Body.ReadAsync(scratch, cancellation)) > 0)
        {
            hash.AppendData(scratch, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same loop with a rented buffer. 64 KiB is enough: a body arrives in pieces smaller than that.</summary>
    private static async Task<string> ComputePooled(HttpRequest request, CancellationToken cancellation)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int read;
            while ((read = await request.Body.ReadAsync(scratch, cancellation)) > 0)
            {
                hash.AppendData(scratch, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
