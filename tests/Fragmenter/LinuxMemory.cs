using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AppFrag.Fragmenter;

/// <summary>Memory straight from the kernel: no allocator in between that would rearrange it.</summary>
internal static partial class LinuxMemory
{
    public const int DontNeed = 4;
    private const int NoHugePages = 15;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    public static nint Map(long bytes)
    {
        nint start = Mmap(0, (nint)bytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (start == -1)
        {
            throw new Win32Exception();
        }

        // Holes of one page must not be holes in a huge page. EINVAL: a kernel without them.
        _ = Madvise(start, (nint)bytes, NoHugePages);
        return start;
    }

    public static void Unmap(nint start, long bytes) => _ = Munmap(start, (nint)bytes);

    public static void Touch(nint start, long bytes)
    {
        for (long offset = 0; offset < bytes; offset += Environment.SystemPageSize)
        {
            Marshal.WriteByte(start, checked((int)offset), 1);
        }
    }

    public static void Drop(nint start, nint bytes)
    {
        if (Madvise(start, bytes, DontNeed) != 0)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Madvise(nint address, nint length, int advice);
}
