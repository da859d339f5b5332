using System.Buffers.Binary;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>
/// Puts BPF instructions together (Documentation/bpf/standardization/instruction-set.rst): only those that counting needs.
/// Registers: 0 result, 1 to 5 arguments (lost over a call), 6 to 9 kept, 10 frame.
/// </summary>
internal sealed class BpfAssembler
{
    public const int Frame = 10;

    // Helpers (include/uapi/linux/bpf.h).
    public const int MapLookup = 1;
    public const int MapUpdate = 2;
    public const int MapDelete = 3;
    public const int CurrentTask = 14;
    public const int CurrentName = 16;
    public const int ReadKernelText = 115;

    private readonly List<byte> _code = [];

    public int Count => _code.Count / 8;

    public byte[] ToArray() => [.. _code];

    public void Move(int to, int from) => Emit(0xbf, to, from);

    public void Set(int to, int value) => Emit(0xb7, to, immediate: value);

    public void Add(int to, int value) => Emit(0x07, to, immediate: value);

    public void AddRegister(int to, int from) => Emit(0x0f, to, from);

    public void And(int to, int value) => Emit(0x57, to, immediate: value);

    public void ShiftRight(int to, int bits) => Emit(0x77, to, immediate: bits);

    /// <summary>Loads 1, 2, 4 or 8 bytes, sign-extended if asked for.</summary>
    public void Load(int to, int from, int offset, int size, bool isSigned = false)
    {
        Emit(size switch { 1 => 0x71, 2 => 0x69, 4 => 0x61, _ => 0x79 }, to, from, offset);
        if (isSigned && size < 8)
        {
            int bits = 64 - (size * 8);
            Emit(0x67, to, immediate: bits);
            Emit(0xc7, to, immediate: bits);
        }
    }

    public void Store(int to, int offset, int from) => Emit(0x7b, to, from, offset);

    public void StoreZero(int to, int offset) => Emit(0x7a, to, offset: offset);

    /// <summary>Adds a register to 8 bytes in memory, atomically.</summary>
    public void AtomicAdd(int to, int offset, int from) => Emit(0xdb, to, from, offset);

    public void LoadMap(int to, int descriptor)
    {
        const int IsMapDescriptor = 1;
        Emit(0x18, to, IsMapDescriptor, immediate: descriptor);
        Emit(0);
    }

    public void Call(int helper) => Emit(0x85, immediate: helper);

    public void Exit()
    {
        Set(0, 0);
        Emit(0x95);
    }

    /// <summary>Jumps if the register is zero; the jump goes where <see cref="Land"/> is called for it.</summary>
    public int JumpIfZero(int register) => Jump(0x15, register, 0);

    public int JumpIfNotZero(int register) => Jump(0x55, register, 0);

    public int JumpIfBelow(int register, int value, bool isSigned) => Jump((byte)(isSigned ? 0xc5 : 0xa5), register, value);

    public int JumpIfNotBelow(int register, int value, bool isSigned) => Jump((byte)(isSigned ? 0x75 : 0x35), register, value);

    public int Jump() => Jump(0x05, 0, 0);

    public void Land(int jump) =>
        BinaryPrimitives.WriteInt16LittleEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_code)[((jump * 8) + 2)..], checked((short)(Count - jump - 1)));

    private int Jump(byte operation, int register, int value)
    {
        Emit(operation, register, immediate: value);
        return Count - 1;
    }

    private void Emit(byte operation, int to = 0, int from = 0, int offset = 0, int immediate = 0)
    {
        Span<byte> instruction = stackalloc byte[8];
        instruction[0] = operation;
        instruction[1] = (byte)(to | (from << 4));
        BinaryPrimitives.WriteInt16LittleEndian(instruction[2..], checked((short)offset));
        BinaryPrimitives.WriteInt32LittleEndian(instruction[4..], immediate);
        foreach (byte part in instruction)
        {
            _code.Add(part);
        }
    }
}
