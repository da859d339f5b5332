using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>One character per order: how much of the zone's free memory is in blocks of that order.</summary>
internal static class OrderBars
{
    private const char None = '·';

    /// <summary>The largest order the kernel does not call costly (PAGE_ALLOC_COSTLY_ORDER): it keeps trying up to here.</summary>
    public const int CostlyOrder = 3;

    public static Paragraph Of(ZoneReport zone, int pmdOrder, bool isUnicode)
    {
        var bars = new Paragraph();
        for (int order = 0; order < zone.FreeBlocks.Count; order++)
        {
            bars.Append(Bar(zone, order, isUnicode).ToString(), new Style(order >= pmdOrder ? Color.Green : order > CostlyOrder ? Color.Yellow : Color.Red));
        }

        return bars;
    }

    private static char Bar(ZoneReport zone, int order, bool isUnicode)
    {
        long pages = zone.FreeBlocks[order] << order;
        if (pages == 0 || zone.FreePages == 0)
        {
            return isUnicode ? None : ' ';
        }

        // The share that fills the bar: half. One order seldom holds more, and most hold far less.
        return BarLevel.Of((double)pages / zone.FreePages * 2, isUnicode);
    }
}
