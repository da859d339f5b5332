using System.Diagnostics;
using System.Globalization;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>
/// The kernel's own indexes under <c>extfrag</c> of debugfs: where it is mounted, or in a mount of this test's own that
/// is removed again. Skips the test where neither is possible.
/// </summary>
internal sealed class Debugfs : IDisposable
{
    private readonly string _root;
    private readonly bool _isOwnMount;

    private Debugfs(string root, bool isOwnMount)
    {
        _root = root;
        _isOwnMount = isOwnMount;
    }

    public static Debugfs Open()
    {
        const string Mounted = "/sys/kernel/debug";
        Assert.SkipUnless(OperatingSystem.IsLinux(), "debugfs is Linux's");
        if (File.Exists(Path.Combine(Mounted, "extfrag", "unusable_index")))
        {
            return new Debugfs(Mounted, isOwnMount: false);
        }

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "debugfs is readable for root only");
        string directory = Directory.CreateTempSubdirectory("appfrag-debugfs-").FullName;
        var own = new Debugfs(directory, isOwnMount: Run("mount", "-t", "debugfs", "none", directory));
        if (!File.Exists(Path.Combine(directory, "extfrag", "unusable_index")))
        {
            own.Dispose();
            Assert.Skip("debugfs cannot be mounted here, or the kernel has no CONFIG_COMPACTION");
        }

        return own;
    }

    /// <summary>The text of one index as it is now; understanding it can wait.</summary>
    public string Read(string index) => File.ReadAllText(Path.Combine(_root, "extfrag", index));

    /// <summary>One row per zone, thousandths. debugfs prints -500 as <c>0.-500</c> and -1000 as <c>-1.000</c>: undo that.</summary>
    public static List<int[]> Rows(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..].Select(Parse).ToArray())];

    public void Dispose()
    {
        if (_isOwnMount)
        {
            Run("umount", _root);
        }

        if (_root != "/sys/kernel/debug")
        {
            // Not recursive: should the mount still be there, nothing of it may be touched.
            Directory.Delete(_root);
        }
    }

    private static int Parse(string value)
    {
        string[] parts = value.Split('.');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture) * 1000) + int.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
