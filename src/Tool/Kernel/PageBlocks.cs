using System.Globalization;

namespace AppFrag.Tool.Kernel;

/// <summary>
/// <c>/proc/pagetypeinfo</c> (mm/vmstat.c; root only): how large a pageblock is, what the migrate types are called, in the
/// order of their numbers, and how many blocks belong to each. Reading it holds the zone locks for a millisecond or two, so it is
/// read once before and once after watching.
/// </summary>
/// <param name="Order">Of a pageblock.</param>
/// <param name="Types">Names; the index is the kernel's number.</param>
/// <param name="Counts">Blocks by type, over all zones.</param>
internal sealed record PageBlocks(int Order, IReadOnlyList<string> Types, IReadOnlyList<long> Counts)
{
    private const int LargestOrder = 30;
    private const int MostTypes = 32;

    public string NameOf(ulong type) => type < (ulong)Types.Count
        ? Types[(int)type]
        : string.Create(CultureInfo.InvariantCulture, $"type {unchecked((long)type)}");

    /// <param name="text">Content of the file.</param>
    /// <param name="blocks">What it says.</param>
    /// <param name="problem">What is wrong with the text, with the line.</param>
    public static bool TryParse(string text, out PageBlocks? blocks, out string problem)
    {
        blocks = null;
        int order = -1;
        string[]? types = null;
        long[] counts = [];
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("Page block order:", StringComparison.Ordinal))
            {
                if (!int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out order) || order > LargestOrder)
                {
                    problem = $"line {number}: expected \"Page block order: <number>\"";
                    return false;
                }
            }
            else if (line.StartsWith("Number of blocks type", StringComparison.Ordinal))
            {
                types = words[4..];
                counts = new long[types.Length];
            }
            else if (types is not null && words.Length > 0)
            {
                // Node 0, zone   Normal          153         1735           96            0            0
                if (words.Length != types.Length + 4 || !TryAdd(words.AsSpan(4), counts))
                {
                    problem = $"line {number}: expected one number per type";
                    return false;
                }
            }
        }

        if (order < 0 || types is not { Length: > 0 and <= MostTypes })
        {
            problem = order < 0 ? "no line \"Page block order:\"" : "no line \"Number of blocks type\"";
            return false;
        }

        blocks = new PageBlocks(order, types, counts);
        problem = "";
        return true;
    }

    private static bool TryAdd(ReadOnlySpan<string> numbers, long[] counts)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count > int.MaxValue)
            {
                return false;
            }

            counts[i] += count;
        }

        return true;
    }
}
