namespace AppFrag.Sources.Runtime;

/// <summary>When a process started, which tells it from an earlier one of the same id. Linux.</summary>
internal static class ProcessStart
{
    private const int StartTime = 22;
    private const int FirstFieldAfterName = 3;

    /// <summary>Clock ticks since boot: field 22 of proc_pid_stat(5), counted from behind the name, which may hold anything.</summary>
    /// <param name="process">A process id, or <c>self</c>.</param>
    /// <returns><see langword="null"/> when it is gone, or without procfs.</returns>
    public static string? Ticks(string process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(StartTime - FirstFieldAfterName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
