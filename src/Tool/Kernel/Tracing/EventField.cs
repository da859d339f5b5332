using System.Globalization;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>One field of an event's record.</summary>
/// <param name="Name">Without brackets.</param>
/// <param name="Offset">Bytes from the start of the record.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsSigned">Whether its number is to be sign-extended.</param>
/// <param name="IsLocatedText">Whether it holds where in the record a text is (<c>__data_loc char[]</c>): offset in the low 16 bits.</param>
internal sealed record EventField(string Name, int Offset, int Size, bool IsSigned, bool IsLocatedText)
{
    /// <summary>PERF_MAX_TRACE_SIZE: no record is larger.</summary>
    private const int LargestRecord = 8192;

    /// <summary><c>field:unsigned long call_site;	offset:8;	size:8;	signed:0;</c></summary>
    public static bool TryParse(ReadOnlySpan<char> line, out EventField field)
    {
        field = null!;
        Span<Range> parts = stackalloc Range[5];
        int count = line.Split(parts, ';');
        if (count < 4
            || !TryTake(line[parts[1]], "offset:", out int offset)
            || !TryTake(line[parts[2]], "size:", out int size)
            || !TryTake(line[parts[3]], "signed:", out int signed)
            || offset > LargestRecord || size > LargestRecord || signed > 1)
        {
            return false;
        }

        var declaration = line[parts[0]]["field:".Length..].Trim();
        int blank = declaration.LastIndexOf(' ');
        if (blank <= 0)
        {
            return false;
        }

        var name = declaration[(blank + 1)..];
        int bracket = name.IndexOf('[');
        if (bracket >= 0)
        {
            name = name[..bracket];
        }

        if (name.IsEmpty)
        {
            return false;
        }

        field = new EventField(name.ToString(), offset, size, signed == 1, declaration.StartsWith("__data_loc char[]"));
        return true;
    }

    private static bool TryTake(ReadOnlySpan<char> part, ReadOnlySpan<char> label, out int value)
    {
        part = part.Trim();
        value = 0;
        return part.StartsWith(label) && int.TryParse(part[label.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
