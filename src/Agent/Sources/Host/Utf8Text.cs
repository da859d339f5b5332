using System.Buffers.Text;

namespace AppFrag.Sources.Host;

/// <summary>Cuts kernel text into lines and fields in place, without allocating.</summary>
internal static class Utf8Text
{
    /// <summary>Takes the next line, without its line feed.</summary>
    public static bool TryTakeLine(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }

        int end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }

    /// <summary>Takes the next run of bytes between blanks; empty at the end of the line.</summary>
    public static ReadOnlySpan<byte> TakeField(scoped ref ReadOnlySpan<byte> line)
    {
        int start = 0;
        while (start < line.Length && line[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        int end = start;
        while (end < line.Length && line[end] is not ((byte)' ' or (byte)'\t'))
        {
            end++;
        }

        var field = line[start..end];
        line = line[end..];
        return field;
    }

    /// <summary>
    /// Reads an unsigned decimal that is the whole field. The kernel prints 64-bit unsigned numbers; those over
    /// <see cref="long.MaxValue"/> become that value.
    /// </summary>
    public static bool TryParseCount(ReadOnlySpan<byte> field, out long value)
    {
        bool whole = Utf8Parser.TryParse(field, out ulong parsed, out int consumed) && consumed == field.Length;
        value = whole ? (long)Math.Min(parsed, long.MaxValue) : 0;
        return whole;
    }

    public static bool TryParseCount(ReadOnlySpan<byte> field, out int value)
    {
        bool whole = TryParseCount(field, out long parsed) && parsed <= int.MaxValue;
        value = whole ? (int)parsed : 0;
        return whole;
    }

    /// <summary>A name that the kernel could have printed: 1 to 128 visible ASCII bytes.</summary>
    public static bool IsName(ReadOnlySpan<byte> field) =>
        field.Length is > 0 and <= 128 && !field.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
