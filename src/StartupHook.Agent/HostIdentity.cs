namespace AppFrag.StartupHook;

/// <summary>
/// A value of <c>host.id</c> that all processes of one machine share, in whatever containers: host metrics can then be counted
/// once per machine. The boot id (/proc/sys/kernel/random/boot_id, Documentation/admin-guide/sysctl/kernel.rst) is the kernel's
/// and so the same in all of them; /etc/machine-id, which the semantic conventions name, is each container's own, or missing.
/// It changes when the machine restarts.
/// </summary>
internal static class HostIdentity
{
    /// <param name="root">Root of the file system.</param>
    /// <returns><see langword="null"/> where there is none, as on other systems than Linux.</returns>
    public static string? Read(string root)
    {
        try
        {
            string id = File.ReadAllText(Path.Combine(root, "proc/sys/kernel/random/boot_id")).Trim();
            return Guid.TryParse(id, out _) ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
