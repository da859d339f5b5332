using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Report;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.KernelView;

/// <summary>The kernel's own allocations as tables, and what all tables of the view share.</summary>
internal static class KernelTextTables
{
    private const int LongestName = 44;

    public static void Sites(IAnsiConsole console, AllocationReport allocations, int top)
    {
        console.WriteLine();
        var table = Start(console, "kmalloc by call site", "bytes", "count", "held", "call site");
        foreach (var site in allocations.Sites.Take(top))
        {
            table.AddRow(
                new Text(Units.Bytes(site.Bytes)),
                Number(site.Allocations),
                new Text(allocations.MatchesFrees ? Units.Bytes(site.HeldBytes) : "-"),
                new Text(Shorten(site.Site)));
        }

        console.Write(table);
        string held = allocations.MatchesFrees
            ? $"; {Units.Bytes(allocations.HeldBytes)} not seen to be freed (at most: bulk frees tell nobody)"
            : "";
        string frees = allocations.Frees is { } count ? $"; {Units.Count(count)} kfree" : "";
        Quiet(console, $"In all {Units.Count(allocations.Allocations)} kmalloc, {Units.Bytes(allocations.Bytes)}{frees}{held}.");
    }

    public static void Sizes(IAnsiConsole console, AllocationReport allocations, int top)
    {
        console.WriteLine();
        var table = Start(console, "kmalloc by size class", "count", "bytes", "lost by rounding up", "held", "size");
        foreach (var size in allocations.Sizes.Take(top))
        {
            table.AddRow(
                Number(size.Allocations),
                new Text(Units.Bytes(size.Bytes)),
                new Text(Units.Bytes(size.Wasted)),
                allocations.MatchesFrees ? Number(size.Held) : new Text("-"),
                Number(size.Size));
        }

        console.Write(table);
    }

    public static void Caches(IAnsiConsole console, CacheReport caches, int top)
    {
        console.WriteLine();
        var table = Start(console, "other kernel objects by cache", "net bytes", "net", "given", "freed", "cache");
        foreach (var cache in caches.Caches.Take(top))
        {
            table.AddRow(
                new Text((cache.NetBytes > 0 ? "+" : "") + Units.Bytes(cache.NetBytes)),
                new Text((cache.Net > 0 ? "+" : "") + Units.Count(cache.Net)),
                Number(cache.Allocations),
                Number(cache.Frees),
                new Text(Shorten(cache.Name)));
        }

        console.Write(table);
        Quiet(console, "Net is at most: objects that are given back in bulk, after a grace period (maple_node) or with the page of their cache are not announced.");
    }

    /// <summary>A table under its title. The last column is text, and so are those that name a page type.</summary>
    public static Table Start(IAnsiConsole console, string title, params string[] columns)
    {
        console.Write(new Text(title, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        var table = new Table().Border(TableBorder.None);
        for (int i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(new Text(columns[i], new Style(Color.Grey))).NoWrap();
            table.AddColumn(i == columns.Length - 1 || columns[i] is "wanted" or "taken from" ? column : column.RightAligned());
        }

        return table;
    }

    public static Text Number(long number) => new(Units.Count(number));

    /// <summary>Name and id; what a process calls itself is shown as plain text.</summary>
    public static Text Process(ProcessIdentity process, string? remark = null)
    {
        string state = remark ?? (process.IsThisTool ? "this tool" : process.State switch
        {
            ProcessState.Passing => "passing",
            ProcessState.Elsewhere => "id of the host",
            _ => "",
        });
        return new Text($"{Shorten(process.Name)} {process.Id}" + (state.Length == 0 ? "" : $" ({state})"));
    }

    private static void Quiet(IAnsiConsole console, string text)
    {
        console.Write(new Text(text, new Style(Color.Grey)));
        console.WriteLine();
    }

    private static string Shorten(string name)
    {
        string safe = SafeText.OneLine(name);
        return safe.Length <= LongestName ? safe : string.Concat(safe.AsSpan(0, LongestName - 1), "…");
    }
}
