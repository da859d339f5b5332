using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AppFrag.Fragmenter;

/// <summary>Unmovable kernel memory with holes: fills the buffers of pipes, then closes every second pipe.</summary>
internal static partial class PipeHoles
{
    /// <summary>What a new pipe holds: 16 pages.</summary>
    private static readonly int PipeBytes = 16 * Environment.SystemPageSize;

    private static readonly List<(int Read, int Write)> Kept = [];

    public static void Make(long bytes)
    {
        byte[] content = new byte[PipeBytes];
        var pipes = new List<(int Read, int Write)>();
        for (long filled = 0; filled < bytes; filled += PipeBytes)
        {
            int[] ends = new int[2];
            // NonBlocking: where the kernel gives this user smaller pipes, writing must not wait for a reader.
            const int NonBlocking = 0x800;
            if (Pipe(ends, NonBlocking) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError(), $"after {pipes.Count} pipes (ulimit -n): {Marshal.GetLastPInvokeErrorMessage()}");
            }

            pipes.Add((ends[0], ends[1]));
            if (Write(ends[1], content, content.Length) < 0)
            {
                throw new Win32Exception();
            }
        }

        for (int i = 0; i < pipes.Count; i++)
        {
            if (i % 2 == 0)
            {
                Kept.Add(pipes[i]);
            }
            else
            {
                _ = Close(pipes[i].Read);
                _ = Close(pipes[i].Write);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe([Out] int[] ends, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
