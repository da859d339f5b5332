using System.Numerics;
using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/sys/kernel/mm/transparent_hugepage/</c>: <c>enabled</c> and <c>defrag</c> (the chosen word stands in brackets,
/// <c>always [madvise] never</c>) and <c>hpage_pmd_size</c> (bytes, since 4.8). Documentation/admin-guide/mm/transhuge.rst.
/// Read rarely: they change only when an administrator changes them.
/// </summary>
internal static class HugePageReader
{
    public const string Name = "transparent_hugepage";
    public const string Directory = "kernel/mm/transparent_hugepage";

    /// <summary>Settings and counters that say more where the kernel has them.</summary>
    public static readonly IReadOnlyList<string> Optional =
        ["shmem_enabled", "use_zero_page", "khugepaged/defrag", "khugepaged/full_scans", "khugepaged/pages_collapsed", "khugepaged/max_ptes_none"];

    /// <summary>Whether a setting is one word of several rather than a number.</summary>
    public static bool IsChoice(string name) => name is "enabled" or "defrag" or "shmem_enabled";

    public static bool TryParseChoice(ReadOnlySpan<byte> text, out string choice, out ParseFailure failure)
    {
        int open = text.IndexOf((byte)'[');
        int length = open < 0 ? -1 : text[(open + 1)..].IndexOf((byte)']');
        if (length > 0 && Utf8Text.IsName(text.Slice(open + 1, length)))
        {
            choice = Encoding.ASCII.GetString(text.Slice(open + 1, length));
            failure = default;
            return true;
        }

        choice = "";
        failure = new ParseFailure(1, "expected one word in brackets");
        return false;
    }

    /// <summary>Order of a huge page: log2(<paramref name="hugePageSize"/> / <paramref name="pageSize"/>).</summary>
    public static bool TryGetOrder(long hugePageSize, int pageSize, out int order)
    {
        long pages = hugePageSize / pageSize;
        order = pages > 0 ? BitOperations.Log2((ulong)pages) : 0;
        return pages > 1 && BitOperations.IsPow2(pages);
    }

    /// <summary>
    /// The order without the kernel's word for it: one page of 8-byte page-table entries maps one huge page, on every
    /// 64-bit architecture .NET runs on (9 with pages of 4 KiB, 13 with 64 KiB).
    /// </summary>
    public static int OrderFromPageSize(int pageSize) => BitOperations.Log2((uint)pageSize / 8);
}
