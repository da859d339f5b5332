using System.Buffers.Binary;

namespace PeakTraffic.Features;

/// <summary>The dimensions in the first bytes of a PNG file (signature, then the IHDR chunk).</summary>
internal readonly record struct PngHeader(int Width, int Height)
{
    public const int Length = 24;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public static PngHeader? Parse(ReadOnlySpan<byte> start) =>
        start.Length >= Length && start.StartsWith(Signature)
            ? new PngHeader(BinaryPrimitives.ReadInt32BigEndian(start[16..]), BinaryPrimitives.ReadInt32BigEndian(start[20..]))
            : null;

    public void Write(Span<byte> start)
    {
        Signature.CopyTo(start);
        BinaryPrimitives.WriteInt32BigEndian(start[16..], Width);
        BinaryPrimitives.WriteInt32BigEndian(start[20..], Height);
    }
}
