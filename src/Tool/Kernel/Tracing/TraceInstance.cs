using AppFrag.Tool.Kernel.Processes;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>
/// A trace instance of our own (Documentation/trace/ftrace.rst, "Instances"): its events, triggers and buffers are apart
/// from those of anybody else who traces. States: made → removed; removed for good, and also when the process is told to end.
/// </summary>
internal sealed class TraceInstance : IDisposable
{
    private readonly Lock _lock = new();
    private bool _isRemoved;

    private TraceInstance(string path)
    {
        Path = path;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public string Path { get; }

    /// <exception cref="KernelRefusedException">The kernel does not let it be made.</exception>
    public static TraceInstance Create(Tracefs tracefs)
    {
        long pidNamespace = ProcessFiles.OwnPidNamespace();
        var owner = new InstanceOwner(Environment.ProcessId, ProcessFiles.StartTime(Environment.ProcessId) ?? 0, pidNamespace);
        string path = System.IO.Path.Combine(tracefs.Root, "instances", owner.Name);
        try
        {
            Directory.CreateDirectory(path);
            if (!Directory.Exists(System.IO.Path.Combine(path, "events")))
            {
                // Somebody named an ordinary directory with --tracefs.
                Directory.Delete(path);
                throw new KernelRefusedException($"{tracefs.Root} is not a tracefs mount: new instances have no events");
            }

            return new TraceInstance(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KernelRefusedException(
                exception.HResult is LinuxCalls.PermissionDenied or LinuxCalls.AccessDenied || exception is UnauthorizedAccessException
                    ? $"no trace instance can be made: {LinuxCalls.DescribeRefusal(LinuxCalls.PermissionDenied)}"
                    : $"no trace instance can be made: {LinuxCalls.Describe(exception.HResult)}");
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Event(string name, string file) => System.IO.Path.Combine(Path, "events", name, file);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Remove();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Remove();

    private void Remove()
    {
        lock (_lock)
        {
            if (_isRemoved)
            {
                return;
            }

            _isRemoved = true;
            try
            {
                Directory.Delete(Path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Whoever reads in it now (a curious administrator) keeps it; the next run finds it abandoned and removes it.
            }
        }
    }
}
