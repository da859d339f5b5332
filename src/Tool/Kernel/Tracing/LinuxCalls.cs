using System.Runtime.InteropServices;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>The system calls that .NET has no API for. Each answers as libc does: -1, and errno in <see cref="LastError"/>.</summary>
internal static partial class LinuxCalls
{
    // open(2); the same on all architectures .NET runs on.
    public const int ReadOnlyNonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int PermissionDenied = 1;
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int AccessDenied = 13;
    public const int InvalidArgument = 22;
    public const int NotImplemented = 38;

    public static int LastError => Marshal.GetLastPInvokeError();

    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>What went wrong, in words, with what a container or a hardened kernel has to do with it.</summary>
    public static string DescribeRefusal(int error) => error switch
    {
        PermissionDenied or AccessDenied => "the kernel refuses it even to root (lockdown, a missing capability or a container's restrictions)",
        NotImplemented => "this kernel does not have it",
        _ => Describe(error),
    };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, [Out] byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Syscall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);
}
