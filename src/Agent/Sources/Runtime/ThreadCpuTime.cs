using System.Runtime.InteropServices;

namespace AppFrag.Sources.Runtime;

/// <summary>CPU time of the calling thread: clock_gettime(2) with CLOCK_THREAD_CPUTIME_ID, a vDSO or system call of under a microsecond.</summary>
internal static class ThreadCpuTime
{
    private const int ClockThreadCpuTimeId = 3;

    /// <summary>CPU time used so far; zero where it cannot be read (not Linux).</summary>
    public static TimeSpan OfCurrentThread()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return TimeSpan.Zero;
        }

        return ClockGetTime(ClockThreadCpuTimeId, out Timespec time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : TimeSpan.Zero;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
