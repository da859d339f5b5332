namespace AppFrag.Analyzers.Pools;

/// <summary>Sets of small numbers.</summary>
internal static class Bits
{
    public static int Lowest(ulong set)
    {
        for (var bit = 0; bit < 64; bit++)
        {
            if ((set & (1UL << bit)) != 0)
            {
                return bit;
            }
        }

        return -1;
    }

    public static IEnumerable<int> Each(ulong set)
    {
        for (var bit = 0; set != 0; bit++, set >>= 1)
        {
            if ((set & 1) != 0)
            {
                yield return bit;
            }
        }
    }
}
