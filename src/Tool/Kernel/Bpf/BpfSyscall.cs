using System.Runtime.InteropServices;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>bpf(2) and perf_event_open(2): their numbers by architecture, and failures in words.</summary>
internal static class BpfSyscall
{
    public const int MapCreate = 0;
    public const int MapLookup = 1;
    public const int MapNextKey = 4;
    public const int ProgramLoad = 5;
    public const int ObjectInfo = 15;

    /// <summary>sizeof(union bpf_attr) of a kernel from long ago: later ones take the rest as zero.</summary>
    public const int AttributesSize = 128;

    // x86-64 and the table that all later architectures share (arm64, riscv64, loongarch64).
    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static bool IsKnownArchitecture =>
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64;

    /// <returns>Descriptor or 0; below zero on failure, errno in <see cref="LinuxCalls.LastError"/>.</returns>
    public static int Bpf(int command, PinnedBytes attributes)
    {
        nint result = LinuxCalls.Syscall(IsX64 ? 321 : 280, command, attributes.Address, attributes.Bytes.Length, 0, 0);
        GC.KeepAlive(attributes);
        return (int)result;
    }

    /// <summary>Opens a counter of one processor for all processes.</summary>
    public static int PerfEventOpen(PinnedBytes attributes, int processor)
    {
        const int CloseOnExec = 8;
        nint result = LinuxCalls.Syscall(IsX64 ? 298 : 241, attributes.Address, -1, processor, -1, CloseOnExec);
        GC.KeepAlive(attributes);
        return (int)result;
    }

    public static string DescribeRefusal(string what, int error) => error switch
    {
        LinuxCalls.NotImplemented => "BPF: this kernel is built without it (CONFIG_BPF_SYSCALL)",
        LinuxCalls.PermissionDenied or LinuxCalls.AccessDenied => $"BPF: {what}: {LinuxCalls.DescribeRefusal(error)}",
        _ => $"BPF: {what}: {LinuxCalls.Describe(error)}",
    };
}
