using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace PeakTraffic.Features;

/// <summary>HMAC-SHA256 of the body, hexadecimal, in the header that many webhook senders use.</summary>
internal static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";

    /// <summary>A demonstration key: both ends of the sample know it, and it protects nothing.</summary>
    public static ReadOnlySpan<byte> Key => "peak-traffic sample"u8;

    public static bool Matches(StringValues header, byte[] hmac) =>
        header.Count == 1 && CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.ASCII.GetBytes(header[0] ?? ""),
            System.Text.Encoding.ASCII.GetBytes(Format(hmac)));

    public static string Format(byte[] hmac) => "sha256=" + Convert.ToHexStringLower(hmac);
}
