using System.Runtime.InteropServices;

namespace AppFrag.Gallery.Scenarios;

/// <summary>Small buffers that stay pinned for native code, scattered among many that die.</summary>
internal static class Pinning
{
    private const int Pinned = 3000;
    private const int Between = 24;

    public static async Task RunAsync(CancellationToken stop)
    {
        var handles = new Queue<GCHandle>();
        var others = new List<byte[]>();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                // All live until they are old, then those between the pinned ones go.
                for (int i = 0; i < Pinned / 10; i++)
                {
                    handles.Enqueue(GCHandle.Alloc(new byte[2048], GCHandleType.Pinned));
                    for (int other = 0; other < Between; other++)
                    {
                        others.Add(new byte[4000]);
                    }
                }

                if (handles.Count >= Pinned)
                {
                    others.Clear();
                    while (handles.Count > Pinned)
                    {
                        handles.Dequeue().Free();
                    }

                    // As a service does that "helps" the GC.
                    GC.Collect();
                }

                await Task.Delay(50, CancellationToken.None);
            }
        }
        finally
        {
            while (handles.TryDequeue(out var handle))
            {
                handle.Free();
            }
        }
    }
}
