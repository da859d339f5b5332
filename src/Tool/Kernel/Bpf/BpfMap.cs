using System.Buffers.Binary;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>
/// A hash table or array inside the kernel, of fixed size and with its memory taken up front, so that counting an
/// allocation never allocates. Goes with its descriptor, however the process ends.
/// </summary>
internal sealed class BpfMap : IDisposable
{
    private const int Hash = 1;
    private const int Array = 2;

    private readonly int _keySize;
    private readonly int _valueSize;

    private BpfMap(int descriptor, int keySize, int valueSize)
    {
        Descriptor = descriptor;
        _keySize = keySize;
        _valueSize = valueSize;
    }

    public int Descriptor { get; private set; }

    /// <exception cref="KernelRefusedException">The kernel does not make one.</exception>
    public static BpfMap CreateHash(int keySize, int valueSize, int entries) => Create(Hash, keySize, valueSize, entries);

    /// <summary>One number, at index 0.</summary>
    public static BpfMap CreateCounter() => Create(Array, 4, 8, 1);

    public ulong ReadCounter()
    {
        var key = new PinnedBytes(4);
        var value = new PinnedBytes(8);
        return Call(BpfSyscall.MapLookup, key, value) == 0 ? BinaryPrimitives.ReadUInt64LittleEndian(value.Bytes) : 0;
    }

    /// <summary>All entries, key and value one after the other.</summary>
    public IEnumerable<byte[]> ReadAll()
    {
        var key = new PinnedBytes(_keySize);
        var next = new PinnedBytes(_keySize);
        var value = new PinnedBytes(_valueSize);
        bool isFirst = true;
        while (Call(BpfSyscall.MapNextKey, isFirst ? null : key, next) == 0)
        {
            isFirst = false;
            next.Bytes.CopyTo(key.Bytes);
            if (Call(BpfSyscall.MapLookup, key, value) == 0)
            {
                yield return [.. key.Bytes, .. value.Bytes];
            }
        }
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = LinuxCalls.Close(Descriptor);
            Descriptor = -1;
        }
    }

    private static BpfMap Create(int type, int keySize, int valueSize, int entries)
    {
        var attributes = new PinnedBytes(BpfSyscall.AttributesSize);
        var span = attributes.Bytes;
        BinaryPrimitives.WriteInt32LittleEndian(span, type);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], keySize);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], valueSize);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], entries);
        int descriptor = BpfSyscall.Bpf(BpfSyscall.MapCreate, attributes);
        return descriptor >= 0
            ? new BpfMap(descriptor, keySize, valueSize)
            : throw new KernelRefusedException(BpfSyscall.DescribeRefusal("a table cannot be made", LinuxCalls.LastError));
    }

    private int Call(int command, PinnedBytes? key, PinnedBytes valueOrNext)
    {
        var attributes = new PinnedBytes(BpfSyscall.AttributesSize);
        var span = attributes.Bytes;
        BinaryPrimitives.WriteInt32LittleEndian(span, Descriptor);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], key?.Address ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], valueOrNext.Address);
        int result = BpfSyscall.Bpf(command, attributes);
        GC.KeepAlive(key);
        GC.KeepAlive(valueOrNext);
        return result;
    }
}
