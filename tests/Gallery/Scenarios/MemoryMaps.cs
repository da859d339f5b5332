using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AppFrag.Gallery.Scenarios;

/// <summary>Seven tenths of the mappings that the kernel allows: pages of one region that may be written or not in turn.</summary>
internal static partial class MemoryMaps
{
    private const double Share = 0.7;
    private const int ReadWrite = 3;
    private const int ReadOnly = 1;
    private const int PrivateAnonymous = 0x22;

    public static async Task RunAsync(CancellationToken stop)
    {
        string limit = await File.ReadAllTextAsync("/proc/sys/vm/max_map_count", CancellationToken.None);
        int maps = (int)(Share * long.Parse(limit, CultureInfo.InvariantCulture));
        nint page = Environment.SystemPageSize;
        nint start = Mmap(0, maps * page, ReadWrite, PrivateAnonymous, -1, 0);
        if (start == -1)
        {
            throw new Win32Exception();
        }

        for (nint i = 0; i < maps; i += 2)
        {
            if (Mprotect(start + (i * page), page, ReadOnly) != 0)
            {
                throw new Win32Exception();
            }
        }

        await Requests.ServeAsync("/ping", connections: 2, _ => Task.Delay(10), stop);
        _ = Munmap(start, maps * page);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Mprotect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nint length);
}
