using System.Text;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Waits;

/// <summary>
/// The rare events of a trace instance, taken out while watching. Never waits for the kernel, and takes a bounded amount at
/// a time; what does not fit into the kernel's buffer meanwhile is counted there and reported.
/// </summary>
internal sealed class TracePipe : IDisposable
{
    private const int LongestDrain = 8 << 20;
    private const int LongestLine = 4096;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _rest = new();
    private int _descriptor;

    private TracePipe(int descriptor) => _descriptor = descriptor;

    /// <exception cref="KernelRefusedException">It cannot be opened.</exception>
    public static TracePipe Open(TraceInstance instance)
    {
        int descriptor = LinuxCalls.Open(instance.File("trace_pipe"), LinuxCalls.ReadOnlyNonBlocking | LinuxCalls.CloseOnExec);
        return descriptor >= 0
            ? new TracePipe(descriptor)
            : throw new KernelRefusedException($"trace_pipe: {LinuxCalls.DescribeRefusal(LinuxCalls.LastError)}");
    }

    public void DrainTo(WaitTracker tracker)
    {
        for (int taken = 0; taken < LongestDrain;)
        {
            nint read = LinuxCalls.Read(_descriptor, _buffer, _buffer.Length);
            if (read <= 0)
            {
                // Empty (EAGAIN), interrupted, or ended: the next time will tell.
                return;
            }

            taken += (int)read;
            Split(Encoding.UTF8.GetString(_buffer, 0, (int)read), tracker);
        }
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = LinuxCalls.Close(_descriptor);
            _descriptor = -1;
        }
    }

    private void Split(string text, WaitTracker tracker)
    {
        int start = 0;
        for (int end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', start))
        {
            _rest.Append(text, start, end - start);
            tracker.Accept(_rest.ToString());
            _rest.Clear();
            start = end + 1;
        }

        if (_rest.Length + text.Length - start <= LongestLine)
        {
            _rest.Append(text, start, text.Length - start);
        }
    }
}
