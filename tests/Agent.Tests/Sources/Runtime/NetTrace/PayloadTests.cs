using System.Text;
using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Payloads as the runtime's manifest lays them out, byte by byte; and none of them when a byte is missing.</summary>
public sealed class PayloadTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void AllocationSampled_IsRead(int pointerSize)
    {
        var payload = Bytes(w =>
        {
            w.Write(1); // kind
            w.Write((short)9); // CLR instance
            Pointer(w, 0x1234, pointerSize);
            Utf16(w, "System.Byte[]");
            Pointer(w, 0x5678, pointerSize);
            w.Write(100_024L);
            w.Write(77L);
        });

        Assert.True(AllocationSampledEvent.TryRead(payload, pointerSize, out var e));
        Assert.Equal((AllocationKind.Loh, 0x1234UL, "System.Byte[]", 0x5678UL, 100_024L, 77L), (e.Kind, e.TypeId, e.TypeName.ToString(), e.Address, e.ObjectSize, e.SampledByteOffset));
        AssertNeedsEveryByte(payload, p => AllocationSampledEvent.TryRead(p, pointerSize, out _));
    }

    [Fact]
    public void GCStart_IsRead()
    {
        var payload = Bytes(w =>
        {
            w.Write(uint.MaxValue); // count
            w.Write(2); // depth
            w.Write(4); // reason
            w.Write(1); // type
            w.Write((short)9); // CLR instance
            w.Write(0L); // client sequence number
        });

        Assert.True(GCStartEvent.TryRead(payload, out var e));
        Assert.Equal((uint.MaxValue, 2, 4, 1), (e.Count, e.Depth, e.Reason, e.Type));
        AssertNeedsEveryByte(payload, p => GCStartEvent.TryRead(p, out _));
    }

    [Fact]
    public void GCEnd_IsRead()
    {
        var payload = Bytes(w => w.Write([3, 0, 0, 0, 2, 0, 0, 0, 9, 0]));

        Assert.True(GCEndEvent.TryRead(payload, out var e));
        Assert.Equal((3, 2), (e.Count, e.Depth));
        AssertNeedsEveryByte(payload, p => GCEndEvent.TryRead(p, out _));
    }

    [Fact]
    public void GCSuspendAndRestart_AreRead()
    {
        var payload = Bytes(w => w.Write([6, 0, 0, 0, 5, 0, 0, 0, 9, 0]));

        Assert.True(GCSuspendEEBeginEvent.TryRead(payload, out var e));
        Assert.Equal((GCSuspendEEBeginEvent.ReasonForGCPrep, 5), (e.Reason, e.Count));
        AssertNeedsEveryByte(payload, p => GCSuspendEEBeginEvent.TryRead(p, out _));
        Assert.True(GCRestartEEEndEvent.TryRead([9, 0], out _));
        Assert.False(GCRestartEEEndEvent.TryRead([9], out _));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void GCPerHeapHistory_IsRead(int pointerSize)
    {
        var payload = Bytes(w =>
        {
            w.Write((short)9); // CLR instance
            for (ulong i = 1; i <= 6; i++)
            {
                Pointer(w, i, pointerSize); // free list allocated, rejected, other allocation
            }

            w.Write([11, 0, 0, 0, 12, 0, 0, 0, 13, 0, 0, 0]); // efficiency, condemn reasons
            w.Write(14); // compact
            w.Write(15); // expand
            w.Write(3); // heap
            Pointer(w, 16, pointerSize); // extra commit
            w.Write(2); // generations
            for (ulong i = 100; i < 120; i++)
            {
                Pointer(w, i, pointerSize);
            }
        });

        Assert.True(GCPerHeapHistoryEvent.TryRead(payload, pointerSize, out var e));
        Assert.Equal((1, 2, 14U, 3, 2), (e.FreeListAllocated, e.FreeListRejected, e.CompactMechanisms, e.HeapIndex, e.GenerationCount));
        Assert.Equal((113, 114, 115), (e.Generation(1).SizeAfter, e.Generation(1).FreeListSpaceAfter, e.Generation(1).FreeObjectSpaceAfter));
        AssertNeedsEveryByte(payload, p => GCPerHeapHistoryEvent.TryRead(p, pointerSize, out _));
    }

    [Theory]
    [InlineData(1, 0UL)]
    [InlineData(2, 17UL)]
    public void Method_IsRead(int version, ulong codeVersion)
    {
        var payload = Bytes(w =>
        {
            w.Write(1L); // method
            w.Write(2L); // module
            w.Write(0x7f00L); // start
            w.Write(64); // size
            w.Write(0x06000005); // token
            w.Write(0x188); // flags
            Utf16(w, "Shop.Cart");
            Utf16(w, "Add");
            Utf16(w, "void (int32)");
            w.Write((short)9); // CLR instance
            if (version >= 2)
            {
                w.Write(codeVersion);
            }
        });

        Assert.True(MethodLoadVerboseEvent.TryRead(payload, version, out var e));
        Assert.Equal((1UL, 2UL, 0x7f00UL, 64U, 0x06000005, codeVersion), (e.MethodId, e.ModuleId, e.StartAddress, e.Size, e.Token, e.CodeVersion));
        Assert.Equal(("Shop.Cart", "Add", true, false), (e.Namespace.ToString(), e.Name.ToString(), e.IsJitted, e.IsDynamic));
        AssertNeedsEveryByte(payload, p => MethodLoadVerboseEvent.TryRead(p, version, out _));
    }

    [Fact]
    public void ILMap_IsRead()
    {
        var payload = Bytes(w =>
        {
            w.Write(1L); // method
            w.Write(17L); // code version
            w.Write((byte)0); // extent
            w.Write((short)2); // entries
            w.Write([0xfe, 0xff, 0xff, 0xff, 8, 0, 0, 0]); // IL offsets
            w.Write([0, 0, 0, 0, 20, 0, 0, 0]); // native offsets
        });

        Assert.True(MethodILToNativeMapEvent.TryRead(payload, out var e));
        Assert.Equal((1UL, 17UL, 2), (e.MethodId, e.CodeVersion, e.Count));
        Assert.Equal((-2, 0, 8, 20), (e.ILOffset(0), e.NativeOffset(0), e.ILOffset(1), e.NativeOffset(1)));
        AssertNeedsEveryByte(payload, p => MethodILToNativeMapEvent.TryRead(p, out _));
    }

    [Fact]
    public void Module_IsRead()
    {
        var payload = Bytes(w =>
        {
            w.Write(2L); // module
            w.Write(new byte[16]); // assembly, flags, reserved
            Utf16(w, "/app/Shop.dll");
        });

        Assert.True(ModuleLoadEvent.TryRead(payload, out var e));
        Assert.Equal((2UL, "/app/Shop.dll"), (e.ModuleId, e.ILPath.ToString()));
        AssertNeedsEveryByte(payload, p => ModuleLoadEvent.TryRead(p, out _));
    }

    private static void AssertNeedsEveryByte(byte[] payload, Func<byte[], bool> tryRead) =>
        Assert.All(Enumerable.Range(0, payload.Length), length => Assert.False(tryRead(payload[..length])));

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Pointer(BinaryWriter writer, ulong value, int pointerSize) =>
        writer.Write(BitConverter.GetBytes(value).AsSpan(0, pointerSize));

    private static void Utf16(BinaryWriter writer, string text) => writer.Write(Encoding.Unicode.GetBytes(text + "\0"));
}
