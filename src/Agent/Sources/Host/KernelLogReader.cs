using System.Text;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// The kernel log's lines <c>page allocation failure: order:2, mode:0x…(GFP_ATOMIC|…)</c> (mm/page_alloc.c, warn_alloc),
/// which callers suppress with __GFP_NOWARN and the kernel limits in rate: a count of them is a lower bound. Reads what
/// dmesg prints, with or without levels and times.
/// </summary>
internal static class KernelLogReader
{
    public const string Name = "kernel-log";

    private const int LargestOrder = 48;
    private const int LongestLine = 200;

    private static ReadOnlySpan<byte> Marker => "page allocation failure"u8;

    private static ReadOnlySpan<byte> Order => "order:"u8;

    /// <summary>Any text will do; a log without such lines is the usual one.</summary>
    public static KernelLogReport Parse(ReadOnlySpan<byte> text)
    {
        var failures = new SortedDictionary<int, long>();
        string? latest = null;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            int marker = line.IndexOf(Marker);
            if (marker < 0 || FailedOrder(line[(marker + Marker.Length)..]) is not { } order)
            {
                continue;
            }

            failures[order] = failures.GetValueOrDefault(order) + 1;
            latest = Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestLine)]);
        }

        return new KernelLogReport(failures, latest);
    }

    private static int? FailedOrder(ReadOnlySpan<byte> rest)
    {
        int start = rest.IndexOf(Order);
        if (start < 0)
        {
            return null;
        }

        var digits = rest[(start + Order.Length)..];
        int length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return Utf8Text.TryParseCount(length < 0 ? digits : digits[..length], out int order) && order < LargestOrder ? order : null;
    }
}
