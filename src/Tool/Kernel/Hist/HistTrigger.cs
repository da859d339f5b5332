using System.Globalization;
using AppFrag.Tool.Kernel.Counting;

namespace AppFrag.Tool.Kernel.Hist;

/// <summary>The text of a hist trigger (Documentation/trace/histogram.rst) and how to know it again in a <c>hist</c> file.</summary>
internal static class HistTrigger
{
    public static string Of(TableSpec table)
    {
        string sum = table.Sum is null ? "" : $":vals={table.Sum}";
        return string.Create(CultureInfo.InvariantCulture, $"hist:keys={Keys(table)}{sum}:size={table.Rows}{Filter(table)}");
    }

    /// <summary>Whether the trigger named above a histogram (<c>hist:keys=…:vals=…:size=… if … [active]</c>) is that of a table.</summary>
    public static bool Matches(TableSpec table, string info)
    {
        int filter = info.IndexOf(" if ", StringComparison.Ordinal);
        int state = info.LastIndexOf(" [", StringComparison.Ordinal);
        string shownFilter = filter < 0 ? "" : info[filter..(state > filter ? state : info.Length)];
        string sum = table.Sum is null ? ":vals=hitcount:" : $":vals=hitcount,{table.Sum}:";
        return info.StartsWith($"hist:keys={Keys(table)}:", StringComparison.Ordinal)
            && info.Contains(sum, StringComparison.Ordinal)
            && shownFilter == Filter(table);
    }

    private static string Keys(TableSpec table) => string.Join(',', table.Keys.Select(key => key.Kind switch
    {
        KeyKind.Address => key.Field + ".hex",
        KeyKind.Task => "common_pid.execname",
        _ => key.Field,
    }));

    private static string Filter(TableSpec table) => table.Where is { } where
        ? string.Create(CultureInfo.InvariantCulture, $" if {where.Field} {(where.IsBelow ? "<" : ">=")} {where.Limit}")
        : "";
}
