using System.Diagnostics;
using System.Globalization;

namespace AppFrag.Fragmenter;

/// <summary>
/// What tracing costs at worst: page faults as fast as they go (mapping, touching and giving back memory), then kernel
/// allocations as fast as they go (opening and closing a file of /proc). Prints the nanoseconds that one of each took.
/// </summary>
internal static class FaultLoad
{
    private const int MapBytes = 64 << 20;
    private const int Opens = 40_000;

    public static void Run(long bytes)
    {
        // Once for the just-in-time compiler.
        Faults(MapBytes);
        OpenAndClose(1000);
        double perFault = Faults(bytes);
        double perOpen = OpenAndClose(Opens);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fault {perFault:0} open {perOpen:0}"));
    }

    private static double Faults(long bytes)
    {
        long start = Stopwatch.GetTimestamp();
        for (long done = 0; done < bytes; done += MapBytes)
        {
            nint memory = LinuxMemory.Map(MapBytes);
            LinuxMemory.Touch(memory, MapBytes);
            LinuxMemory.Unmap(memory, MapBytes);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (bytes / (double)Environment.SystemPageSize);
    }

    private static double OpenAndClose(int count)
    {
        byte[] buffer = new byte[512];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            using var file = File.OpenHandle("/proc/self/stat");
            RandomAccess.Read(file, buffer, 0);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }
}
