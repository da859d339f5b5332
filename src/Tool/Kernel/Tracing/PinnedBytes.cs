using System.Runtime.InteropServices;
using System.Text;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>Text or bytes at an address that stays, for structures of the kernel that hold pointers. Keep it alive over the call.</summary>
internal sealed class PinnedBytes
{
    private readonly byte[] _bytes;

    public PinnedBytes(string text)
        : this(Encoding.UTF8.GetByteCount(text) + 1) => Encoding.UTF8.GetBytes(text, _bytes);

    public PinnedBytes(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    public Span<byte> Bytes => _bytes;

    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
}
