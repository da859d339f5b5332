using System.Globalization;

namespace AppFrag.Agent.IntegrationTests.Gallery;

/// <summary>
/// A control group with a memory limit for one process, where this machine allows to make one: below the root of the
/// hierarchy that has the memory controller. Disposing removes it; the process must have ended.
/// </summary>
internal sealed class MemoryGroup : IDisposable
{
    /// <summary>Less than the index of the scenario that runs in it.</summary>
    private const long LimitBytes = 256L << 20;

    private const string Version1 = "/sys/fs/cgroup/memory";
    private const string Version2 = "/sys/fs/cgroup";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _path;

    private MemoryGroup(string path) => _path = path;

    /// <summary>The shell command that puts itself into the group and becomes its arguments: then all memory from the first page on counts there.</summary>
    public string Command => $"echo $$ > {_path}/cgroup.procs && exec \"$@\"";

    /// <returns>The group, or <see langword="null"/> and why there can be none.</returns>
    public static (MemoryGroup? Group, string? Reason) TryCreate()
    {
        (string Root, string Limit)? hierarchy = File.Exists($"{Version1}/memory.limit_in_bytes") ? (Version1, "memory.limit_in_bytes")
            : File.Exists($"{Version2}/cgroup.subtree_control") && File.ReadAllText($"{Version2}/cgroup.subtree_control").Split().Contains("memory") ? (Version2, "memory.max")
            : null;
        if (hierarchy is not { } memory)
        {
            return (null, "no hierarchy of control groups with the memory controller");
        }

        string path = $"{memory.Root}/appfrag-gallery-{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(path);
            var group = new MemoryGroup(path);
            File.WriteAllText($"{path}/{memory.Limit}", LimitBytes.ToString(CultureInfo.InvariantCulture));
            return (group, null);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            Remove(path);
            return (null, $"no control group can be made here ({exception.Message})");
        }
    }

    // Its process has ended, and the kernel takes a moment to notice.
    public void Dispose() => SpinWait.SpinUntil(() => Remove(_path), Patience);

    private static bool Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }

            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
