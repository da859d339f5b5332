using System.Runtime.InteropServices;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>
/// Takes and gives back native memory on a thread of its own, so that the kernel's free lists do not rest. It holds up to
/// 320 MiB: the kernel's per-CPU lists would soak up less, and the free lists would not show it.
/// </summary>
internal sealed class MemoryChurn : IDisposable
{
    private const int PageSize = 4096;
    private const int MostChunks = 8;

    /// <summary>Above the size from which malloc keeps nothing back for itself: every chunk comes from the kernel and goes there.</summary>
    private const int ChunkSize = 40 << 20;

    private readonly Thread _thread;
    private volatile bool _stop;

    public MemoryChurn()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "memory churn" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run()
    {
        var chunks = new Queue<nint>();
        while (!_stop)
        {
            for (int i = 0; i < MostChunks && !_stop; i++)
            {
                chunks.Enqueue(TakeChunk());
            }

            while (chunks.TryDequeue(out nint chunk))
            {
                Marshal.FreeHGlobal(chunk);
            }
        }
    }

    private nint TakeChunk()
    {
        nint memory = Marshal.AllocHGlobal(ChunkSize);
        for (int offset = 0; offset < ChunkSize && !_stop; offset += PageSize)
        {
            Marshal.WriteByte(memory, offset, 1);
        }

        return memory;
    }
}
