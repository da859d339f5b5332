using System.Globalization;

namespace AppFrag.Tool.Kernel.Waits;

/// <summary>Pairs begins with ends by thread and sums up. Bounded: threads and names beyond the limit are counted, not kept.</summary>
internal sealed class WaitTracker
{
    private const int MostTasks = 4096;

    private readonly Dictionary<(WaitKind Kind, int Thread), long> _open = [];
    private readonly Dictionary<(WaitKind Kind, int Thread, string Name), WaitTotals> _totals = [];

    public IEnumerable<KeyValuePair<(WaitKind Kind, int Thread, string Name), WaitTotals>> Totals => _totals;

    /// <summary>Ends whose begin was before watching began, or was lost.</summary>
    public long WithoutBegin { get; private set; }

    /// <summary>Events of tasks beyond the limit, that the kernel's buffer had no room for, or in lines that made no sense.</summary>
    public long Lost { get; private set; }

    /// <summary>Work that had not ended when watching did.</summary>
    public int StillOpen(WaitKind kind) => _open.Keys.Count(key => key.Kind == kind);

    public void Accept(ReadOnlySpan<char> line)
    {
        if (TraceLine.TryParse(line, out var parsed))
        {
            Accept(parsed);
        }
        else if (TryParseLost(line, out long lost))
        {
            Lost += lost;
        }
        else if (!line.IsWhiteSpace() && line[0] != '#' && line.Contains(": mm_", StringComparison.Ordinal))
        {
            Lost++;
        }
    }

    private void Accept(in TraceLine line)
    {
        if (line.IsBegin)
        {
            if (_open.Count < MostTasks || _open.ContainsKey((line.Kind, line.Thread)))
            {
                _open[(line.Kind, line.Thread)] = line.Microseconds;
            }
            else
            {
                Lost++;
            }

            return;
        }

        if (!_open.Remove((line.Kind, line.Thread), out long begin))
        {
            WithoutBegin++;
            return;
        }

        var key = (line.Kind, line.Thread, line.Name);
        if (!_totals.TryGetValue(key, out var totals))
        {
            if (_totals.Count == MostTasks)
            {
                Lost++;
                return;
            }

            _totals.Add(key, totals = new WaitTotals());
        }

        totals.Add(Math.Max(0, line.Microseconds - begin));
        if (line.Kind == WaitKind.DirectReclaim)
        {
            totals.AddPages(long.TryParse(line.Field("nr_reclaimed"), NumberStyles.None, CultureInfo.InvariantCulture, out long pages) ? pages : 0);
        }
        else if (line.Field("status") == "success")
        {
            totals.AddSuccess();
        }
    }

    /// <summary><c>CPU:1 [LOST 42 EVENTS]</c></summary>
    private static bool TryParseLost(ReadOnlySpan<char> line, out long lost)
    {
        const string Start = "[LOST ";
        lost = 0;
        int start = line.IndexOf(Start);
        if (start < 0 || !line.StartsWith("CPU:"))
        {
            return false;
        }

        var rest = line[(start + Start.Length)..];
        int end = rest.IndexOf(' ');
        return end > 0 && long.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out lost);
    }
}
