namespace AppFrag.Tool.Kernel.Counting;

/// <summary>Part of a row's key: a number or address, a text, or both for a task (id and name).</summary>
internal readonly record struct KeyValue(ulong Number, string? Text);

/// <summary>One row of what was counted.</summary>
/// <param name="Keys">In the order of <see cref="TableSpec.Keys"/>.</param>
/// <param name="Hits">Events.</param>
/// <param name="Sum">Sum of the field asked for.</param>
/// <param name="Released">Of the hits, those whose address was given back since.</param>
/// <param name="Unmatched">Of the hits, those whose address could not be remembered.</param>
internal sealed record CountedRow(IReadOnlyList<KeyValue> Keys, long Hits, long Sum, long Released, long Unmatched)
{
    /// <summary>Hits whose address was not seen to come back: an upper bound, because some ways to free tell nobody.</summary>
    public long Held => Math.Max(0, Hits - Released - Unmatched);
}

/// <summary>A table, read after counting.</summary>
/// <param name="Rows">In no order.</param>
/// <param name="Lost">Events that could not be counted: no room, or the counter was busy.</param>
/// <param name="MatchesReleases">Whether <see cref="CountedRow.Released"/> was kept.</param>
internal sealed record CountedTable(IReadOnlyList<CountedRow> Rows, long Lost, bool MatchesReleases);
