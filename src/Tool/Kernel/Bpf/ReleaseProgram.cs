using AppFrag.Tool.Kernel.Tracing;
using static AppFrag.Tool.Kernel.Bpf.BpfAssembler;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>The program at the event that gives back: finds the row that the address was counted in, and counts there that it came back.</summary>
internal static class ReleaseProgram
{
    private const int Address = -8;

    /// <exception cref="KernelRefusedException">The event has no address.</exception>
    public static byte[] Assemble(EventFormat format, BpfMap rows, BpfMap outstanding)
    {
        var address = format.Require(Counting.TableSpec.ReleasedAddress);
        var code = new BpfAssembler();
        code.Load(1, 1, address.Offset, address.Size);
        code.Store(Frame, Address, 1);
        code.LoadMap(1, outstanding.Descriptor);
        PointToAddress(code);
        code.Call(MapLookup);
        int isUnknown = code.JumpIfZero(0);
        CountRelease(code, rows);
        code.LoadMap(1, outstanding.Descriptor);
        PointToAddress(code);
        code.Call(MapDelete);
        code.Land(isUnknown);
        code.Exit();
        return code.ToArray();
    }

    /// <summary>Counts a release in the row whose key register 0 points to.</summary>
    public static void CountRelease(BpfAssembler code, BpfMap rows)
    {
        code.Move(2, 0);
        code.LoadMap(1, rows.Descriptor);
        code.Call(MapLookup);
        int isMissing = code.JumpIfZero(0);
        code.Set(1, 1);
        code.AtomicAdd(0, CountingLayout.ReleasedOffset, 1);
        code.Land(isMissing);
    }

    private static void PointToAddress(BpfAssembler code)
    {
        code.Move(2, Frame);
        code.Add(2, Address);
    }
}
