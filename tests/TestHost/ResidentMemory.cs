using System.Globalization;
using System.Runtime.CompilerServices;

namespace AppFrag.TestHost;

/// <summary>
/// Resident memory of this process, apart for the GC's heap and for everything else, from <c>/proc/self/smaps</c>. What the GC says
/// it has committed is no measure for that: it commits ahead of use, and keeps pages resident that it has given up.
/// </summary>
/// <param name="Heap">Resident bytes of the address range that the GC has reserved for its regions.</param>
/// <param name="Other">Resident bytes of all other mappings: code, native memory, stacks, files.</param>
internal readonly record struct ResidentMemory(long Heap, long Other)
{
    public static ResidentMemory Read() => Of(File.ReadLines("/proc/self/smaps"), AddressOf(new object()));

    /// <summary>The regions lie in one reservation, which the kernel shows as a chain of mappings that touch each other.</summary>
    private static ResidentMemory Of(IEnumerable<string> lines, ulong heapAddress)
    {
        long heap = 0, other = 0, chain = 0;
        ulong end = 0;
        bool holdsTheHeap = false;
        foreach (string line in lines)
        {
            if (TryRange(line, out ulong from, out ulong to))
            {
                bool isAnonymous = line.AsSpan().TrimEnd().EndsWith(" 0", StringComparison.Ordinal);
                if (from != end || !isAnonymous)
                {
                    Close();
                }

                end = isAnonymous ? to : 0;
                holdsTheHeap |= heapAddress >= from && heapAddress < to;
            }
            else if (line.StartsWith("Rss:", StringComparison.Ordinal))
            {
                chain += long.Parse(line.AsSpan()[4..^2].Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }

        Close();
        return new ResidentMemory(heap, other);

        void Close()
        {
            (heap, other) = holdsTheHeap ? (heap + chain, other) : (heap, other + chain);
            (chain, holdsTheHeap) = (0, false);
        }
    }

    private static bool TryRange(string line, out ulong from, out ulong to)
    {
        to = 0;
        int dash = line.IndexOf('-', StringComparison.Ordinal);
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return ulong.TryParse(line.AsSpan(0, Math.Max(dash, 0)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out from)
            && space > dash
            && ulong.TryParse(line.AsSpan((dash + 1)..space), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out to);
    }

    private static ulong AddressOf(object o) => (ulong)Unsafe.As<object, nint>(ref o);
}
