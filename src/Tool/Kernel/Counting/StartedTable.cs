using AppFrag.Model;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Counting;

/// <summary>One table on its way: which counter took it, or why none did.</summary>
internal sealed class StartedTable
{
    private readonly TableSpec? _table;
    private readonly ICounting? _counting;

    private StartedTable(string name, TableSpec? table, ICounting? counting, SourceStatus status)
    {
        Name = name;
        _table = table;
        _counting = counting;
        Status = status;
    }

    public string Name { get; }

    public SourceStatus Status { get; private set; }

    public string? CountedBy => Status.State == SourceState.Ok ? _counting?.Name : null;

    public bool KnowsProcesses => _counting?.KnowsProcesses ?? false;

    /// <summary>Starts it with the first of the counters that takes it.</summary>
    public static StartedTable Start(string name, TableSpec table, IEnumerable<ICounting> countings)
    {
        var reasons = new List<string>();
        foreach (var counting in countings)
        {
            try
            {
                counting.Start(table);
                return new StartedTable(name, table, counting, new SourceStatus(name, SourceState.Ok));
            }
            catch (KernelRefusedException exception)
            {
                reasons.Add(exception.Message);
            }
        }

        return Unavailable(name, string.Join("; ", reasons.Distinct()));
    }

    public static StartedTable Unavailable(string name, string reason) =>
        new(name, table: null, counting: null, new SourceStatus(name, SourceState.Unavailable, reason));

    /// <summary>The table, or <see langword="null"/> with the reason in <see cref="Status"/>.</summary>
    public CountedTable? Read()
    {
        if (_table is null || _counting is null)
        {
            return null;
        }

        try
        {
            var counted = _counting.Read(_table);
            if (counted.Lost > 0)
            {
                Status = Status with { Reason = $"{counted.Lost} events could not be counted (tables in the kernel are bounded, or the counter was busy)" };
            }

            return counted;
        }
        catch (KernelRefusedException exception)
        {
            Status = new SourceStatus(Name, SourceState.Unavailable, exception.Message);
            return null;
        }
    }
}
