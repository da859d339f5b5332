using System.Runtime.InteropServices;

namespace AppFrag.Analyzers.ValidCode.Native;

/// <summary>Pinning that does no harm: on the pinned object heap, or for one call.</summary>
public sealed class Receiver : IDisposable
{
    private readonly byte[] _buffer = GC.AllocateArray<byte>(4096, pinned: true);
    private GCHandle _handle;

    public Receiver() => _handle = GCHandle.Alloc(_buffer, GCHandleType.Pinned);

    public nint Address => _handle.AddrOfPinnedObject();

    public static byte FirstOf(byte[] content)
    {
        var handle = GCHandle.Alloc(content, GCHandleType.Pinned);
        try
        {
            return Marshal.ReadByte(handle.AddrOfPinnedObject());
        }
        finally
        {
            handle.Free();
        }
    }

    public void Dispose() => _handle.Free();
}
