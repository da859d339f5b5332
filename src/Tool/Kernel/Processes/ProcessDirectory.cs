namespace AppFrag.Tool.Kernel.Processes;

/// <summary>
/// Turns the ids that the kernel recorded into processes, after watching. An id whose process runs now and ran before
/// watching began was nobody else's meanwhile. Any other may have been recycled: then the recorded name decides.
/// </summary>
/// <param name="windowStart">When watching began, in clock ticks since boot.</param>
/// <param name="hasKernelIds">Whether ids here are those of the kernel: not in a container with a pid namespace of its own.</param>
/// <param name="startTimeOf">Start of a thread or process in clock ticks since boot; <see langword="null"/> when there is none.</param>
/// <param name="processOf">The process of a thread.</param>
/// <param name="nameOf">The name of a process.</param>
internal sealed class ProcessDirectory(long windowStart, bool hasKernelIds, Func<int, long?> startTimeOf, Func<int, int?> processOf, Func<int, string?> nameOf)
{
    private readonly Dictionary<(int Id, string Name), ProcessIdentity> _known = [];

    public static ProcessDirectory Open(long windowStart) => new(
        windowStart,
        ProcessFiles.OwnPidNamespace() == ProcessFiles.InitialPidNamespace,
        ProcessFiles.StartTime,
        ProcessFiles.ProcessOf,
        ProcessFiles.Name);

    /// <param name="id">Id of a process or thread.</param>
    /// <param name="recordedName">Name of the thread when it was recorded.</param>
    public ProcessIdentity Identify(int id, string recordedName)
    {
        if (!_known.TryGetValue((id, recordedName), out var identity))
        {
            _known.Add((id, recordedName), identity = LookUp(id, recordedName));
        }

        return identity;
    }

    private ProcessIdentity LookUp(int id, string recordedName)
    {
        if (id == 0)
        {
            // Work of interrupts while a processor had nothing to do.
            return new ProcessIdentity(0, "(idle)", ProcessState.Running);
        }

        if (!hasKernelIds)
        {
            return new ProcessIdentity(id, recordedName, ProcessState.Elsewhere);
        }

        return startTimeOf(id) < windowStart && processOf(id) is { } process && nameOf(process) is { } name
            ? new ProcessIdentity(process, name, ProcessState.Running)
            : new ProcessIdentity(id, recordedName, ProcessState.Passing);
    }
}
