using System.Globalization;
using AppFrag.Tool.Kernel.Counting;

namespace AppFrag.Tool.Kernel.Hist;

/// <summary>
/// One row: <c>{ call_site: ffffffffa1dbd9d1, bytes_alloc:         64 } hitcount:       4096  bytes_req:     196608</c>.
/// A name in it may hold blanks, brackets and braces, so rows are taken apart from both ends, never by searching for a brace.
/// </summary>
internal static class HistRow
{
    public static bool TryParse(ReadOnlySpan<char> line, TableSpec table, out CountedRow? row)
    {
        row = null;
        long sum = 0;
        if (table.Sum is { } field && !TryTakeValue(ref line, field, out sum))
        {
            return false;
        }

        if (!TryTakeValue(ref line, "hitcount", out long hits) || !line.StartsWith("{ ") || !line.EndsWith(" }"))
        {
            return false;
        }

        var keys = line.Length < 4 ? default : line[2..^2];
        var values = new KeyValue[table.Keys.Count];
        for (int i = table.Keys.Count - 1; i >= 0; i--)
        {
            if (!TryTakeKey(ref keys, table.Keys[i], isFirst: i == 0, out values[i]))
            {
                return false;
            }
        }

        row = new CountedRow(values, hits, sum, Released: 0, Unmatched: 0);
        return true;
    }

    /// <summary>Takes <c> name:   123</c> from the end.</summary>
    private static bool TryTakeValue(ref ReadOnlySpan<char> line, string name, out long value)
    {
        line = line.TrimEnd();
        int digits = line.LastIndexOfAnyExceptInRange('0', '9') + 1;
        if (!long.TryParse(line[digits..], NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        line = line[..digits].TrimEnd();
        string label = $" {name}:";
        if (!line.EndsWith(label))
        {
            return false;
        }

        line = line[..^label.Length].TrimEnd();
        return true;
    }

    /// <summary>Takes the last key, with the comma before it.</summary>
    private static bool TryTakeKey(ref ReadOnlySpan<char> keys, TableKey key, bool isFirst, out KeyValue value)
    {
        value = default;
        string label = (key.Kind == KeyKind.Task ? "common_pid" : key.Field) + ":";
        int start;
        if (isFirst)
        {
            start = keys.StartsWith(label) ? 0 : -1;
        }
        else
        {
            start = keys.LastIndexOf(", " + label);
        }

        if (start < 0)
        {
            return false;
        }

        var text = keys[(start + (isFirst ? 0 : 2) + label.Length)..];
        keys = keys[..start];
        switch (key.Kind)
        {
            case KeyKind.Number:
                // Unsigned also for signed fields: the kernel prints -1 as 2^64 - 1.
                bool isNumber = ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
                value = new KeyValue(number, null);
                return isNumber;
            case KeyKind.Address:
                bool isAddress = ulong.TryParse(text.Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address);
                value = new KeyValue(address, null);
                return isAddress;
            case KeyKind.Text:
                value = new KeyValue(0, text.Trim().ToString());
                return text.Length > 1;
            default:
                return TryParseTask(text, out value);
        }
    }

    /// <summary><c> w [1]: x        [        90]</c>: the name fills 16 columns, the id is in the last brackets.</summary>
    private static bool TryParseTask(ReadOnlySpan<char> text, out KeyValue value)
    {
        value = default;
        int bracket = text.LastIndexOf('[');
        if (bracket < 1 || !text.EndsWith("]") || text[0] != ' '
            || !int.TryParse(text[(bracket + 1)..^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return false;
        }

        value = new KeyValue((ulong)id, text[1..bracket].TrimEnd().ToString());
        return true;
    }
}
