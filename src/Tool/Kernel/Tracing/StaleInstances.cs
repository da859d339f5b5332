using AppFrag.Tool.Kernel.Processes;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>Instances that an earlier run could not remove because it was killed.</summary>
internal static class StaleInstances
{
    /// <summary>Those whose process is gone. A live one, one of another container, and one that is not ours stay.</summary>
    /// <param name="names">All instances there are.</param>
    /// <param name="ownNamespace">The pid namespace whose ids <paramref name="startTimeOf"/> knows.</param>
    /// <param name="startTimeOf">Start time of a process; <see langword="null"/> when there is none.</param>
    public static IEnumerable<string> Find(IEnumerable<string> names, long ownNamespace, Func<int, long?> startTimeOf) =>
        names.Where(name => InstanceOwner.TryParse(name, out var owner)
            && owner.PidNamespace == ownNamespace
            && startTimeOf(owner.ProcessId) != owner.StartTime);

    /// <summary>Removes them; returns how many. One that cannot be removed is somebody's who still uses it.</summary>
    public static int Remove(string instances, long ownNamespace)
    {
        int removed = 0;
        string[] names = [.. Directory.EnumerateDirectories(instances).Select(path => Path.GetFileName(path))];
        foreach (string name in Find(names, ownNamespace, ProcessFiles.StartTime))
        {
            try
            {
                // rmdir(2): the kernel switches off the events and triggers of the instance with it.
                Directory.Delete(Path.Combine(instances, name));
                removed++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // EBUSY: a reader has it open, so it is not abandoned after all.
            }
        }

        return removed;
    }
}
