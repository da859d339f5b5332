using System.Runtime.InteropServices;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// Where the kernel log comes from: of this machine through syslog(2), which reads without taking lines away from anybody;
/// of another one from a file that holds what dmesg printed there. Not a file of procfs: /proc/kmsg would consume it.
/// </summary>
internal static class KernelLog
{
    private const int ReadAll = 3;
    private const int BufferSize = 10;
    private const int LargestLog = 16 << 20;

    /// <summary>The log of this machine; <see langword="null"/> with the reason.</summary>
    public static KernelLogReport? ReadLive(out SourceStatus status)
    {
        if (!OperatingSystem.IsLinux())
        {
            status = Unavailable(HostSource.NotLinux);
            return null;
        }

        try
        {
            int size = Syslog(BufferSize, null, 0);
            byte[] buffer = new byte[Math.Clamp(size, 0, LargestLog)];
            int length = size > 0 ? Syslog(ReadAll, buffer, buffer.Length) : size;
            if (length < 0)
            {
                status = Unavailable("the kernel log is not readable for this user: needs root (CAP_SYSLOG), or kernel.dmesg_restrict=0; elsewhere save it with dmesg and give --kernel-log");
                return null;
            }

            status = new SourceStatus(KernelLogReader.Name, SourceState.Ok);
            return KernelLogReader.Parse(buffer.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            status = Unavailable("this C library has no klogctl; save the log with dmesg and give --kernel-log");
            return null;
        }
    }

    /// <summary>A saved log; <see langword="null"/> with the reason.</summary>
    public static KernelLogReport? ReadFile(string path, TimeProvider timeProvider, out SourceStatus status)
    {
        using var file = new KernelFile(KernelLogReader.Name, path, "give the file that dmesg was saved to", timeProvider);
        if (!file.TryRead())
        {
            status = file.Status;
            return null;
        }

        status = new SourceStatus(KernelLogReader.Name, SourceState.Ok);
        return KernelLogReader.Parse(file.Text);
    }

    private static SourceStatus Unavailable(string reason) => new(KernelLogReader.Name, SourceState.Unavailable, reason);

    [DllImport("libc", EntryPoint = "klogctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Syslog(int action, byte[]? buffer, int length);
}
