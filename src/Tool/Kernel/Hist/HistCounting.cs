using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Hist;

/// <summary>
/// Counting with hist triggers in an instance of our own. Works where BPF is not allowed; needs a kernel that is built with
/// CONFIG_HIST_TRIGGERS, counts by thread, and cannot match what is freed with what was allocated. Removing the instance
/// removes the triggers.
/// </summary>
internal sealed class HistCounting(TraceInstance instance, Func<string, EventFormat> formatOf) : ICounting
{
    private readonly List<TableSpec> _started = [];

    public string Name => "hist triggers";

    public bool KnowsProcesses => false;

    public void Start(TableSpec table)
    {
        string trigger = instance.Event(table.Event, "trigger");
        // The kernel lists what it can do in the comment of an empty file; "hist" is missing where it was not built in.
        string known = ControlFile.Read(trigger);
        if (known.StartsWith("# Available triggers:", StringComparison.Ordinal) && !known.Contains(" hist", StringComparison.Ordinal))
        {
            throw new KernelRefusedException("hist triggers: this kernel is built without them (CONFIG_HIST_TRIGGERS)");
        }

        // The kernel only answers that the request is invalid; the format says which field it lacks.
        var format = formatOf(table.Event);
        foreach (var key in table.Keys.Where(key => key.Kind != KeyKind.Task))
        {
            format.Require(key.Field);
        }

        ControlFile.Write(trigger, HistTrigger.Of(table));
        _started.Add(table);
    }

    public void Stop()
    {
        foreach (var table in _started)
        {
            try
            {
                ControlFile.Write(instance.Event(table.Event, "trigger"), HistTrigger.Of(table).Replace($":size={table.Rows}", $":pause:size={table.Rows}", StringComparison.Ordinal));
            }
            catch (KernelRefusedException)
            {
                // Then it counts until it is read, moments later.
            }
        }
    }

    public CountedTable Read(TableSpec table)
    {
        string text = ControlFile.Read(instance.Event(table.Event, "hist"));
        return HistText.TryParse(text, table, out var counted, out string problem)
            ? counted!
            : throw new KernelRefusedException($"events/{table.Event}/hist, {problem}");
    }

    public void Dispose()
    {
    }
}
