using System.Globalization;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>
/// Who made a trace instance, as its name says: <c>appfrag-PID-STARTTIME-PIDNAMESPACE</c>. The start time (clock ticks since
/// boot, field 22 of <c>/proc/PID/stat</c>) tells a process from a later one with the same id, the namespace says in which
/// container the id counts.
/// </summary>
internal readonly record struct InstanceOwner(int ProcessId, long StartTime, long PidNamespace)
{
    private const string Prefix = "appfrag";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{ProcessId}-{StartTime}-{PidNamespace}");

    public static bool TryParse(string name, out InstanceOwner owner)
    {
        owner = default;
        string[] parts = name.Split('-');
        if (parts.Length != 4 || parts[0] != Prefix
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int processId)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long startTime)
            || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out long pidNamespace))
        {
            return false;
        }

        owner = new InstanceOwner(processId, startTime, pidNamespace);
        // Leading zeros and the like are nobody's.
        return owner.Name == name;
    }
}
