using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Tests.Kernel;

/// <summary>The live tracefs, to look for what was left behind. Skips the test where there is none or it is not ours to use.</summary>
internal sealed class LiveTracefs : IDisposable
{
    private static readonly string[] Settings =
    [
        "tracing_on", "current_tracer", "trace_clock", "trace_options", "set_event", "buffer_size_kb",
        "events/kmem/kmalloc/trigger", "events/kmem/kmalloc/enable", "events/compaction/enable",
    ];

    private readonly Tracefs _tracefs;

    private LiveTracefs(Tracefs tracefs) => _tracefs = tracefs;

    public static LiveTracefs Open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "traces the kernel, which needs Linux and root");
        try
        {
            var tracefs = Tracefs.Open(given: null);
            using (TraceInstance.Create(tracefs))
            {
                // It can be made, so the tool can be expected to work.
            }

            return new LiveTracefs(tracefs);
        }
        catch (KernelRefusedException exception)
        {
            Assert.Skip("the kernel cannot be traced here: " + exception.Message);
            throw;
        }
    }

    public string Root => _tracefs.Root;

    /// <summary>Instances of a process.</summary>
    public string[] InstancesOf(int processId) =>
        [.. Instances.Where(name => InstanceOwner.TryParse(name, out var owner) && owner.ProcessId == processId)];

    /// <summary>Everything that the tool could have changed for the whole machine, as one text.</summary>
    public string Fingerprint() => string.Join(
        "\n---\n",
        Settings.Select(file => $"{file}: {File.ReadAllText(Path.Combine(Root, file))}")
            .Append(string.Join('\n', File.ReadAllLines("/proc/self/mountinfo").Where(line => line.Contains("tracefs", StringComparison.Ordinal)))));

    public void Dispose() => _tracefs.Dispose();

    private IEnumerable<string> Instances => Directory.EnumerateDirectories(Path.Combine(Root, "instances")).Select(path => Path.GetFileName(path));
}
