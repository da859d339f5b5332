using System.Buffers.Binary;
using System.Text;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>A program that the kernel has checked and runs at every occurrence of one event. States: attached → stopped → disposed.</summary>
internal sealed class BpfProgram : IDisposable
{
    private const int TracepointProgram = 5;
    private const int TracepointEvent = 2;
    private const int EventAttributesSize = 112;

    // _IO('$', 0), _IOW('$', 8, __u32)
    private const int Enable = 0x2400;
    private const int SetProgram = 0x40042408;

    /// <summary>Where the kernel's record of a program counts runs it left out because another one was on the processor.</summary>
    private const int RecursionMissesOffset = 208;

    private int _program;
    private int _event;

    private BpfProgram(int program, int @event)
    {
        _program = program;
        _event = @event;
    }

    /// <param name="code">Its instructions.</param>
    /// <param name="eventId">The event's number, from its <c>id</c> or <c>format</c> file.</param>
    /// <exception cref="KernelRefusedException">The kernel does not take it.</exception>
    public static BpfProgram Attach(byte[] code, int eventId)
    {
        int program = Load(code);
        int opened = -1;
        try
        {
            opened = OpenEvent(eventId);
            // One event descriptor is enough: the program belongs to the tracepoint, and runs on every processor.
            if (LinuxCalls.Ioctl(opened, SetProgram, program) != 0 || LinuxCalls.Ioctl(opened, Enable, 0) != 0)
            {
                throw new KernelRefusedException(BpfSyscall.DescribeRefusal("the program cannot be attached", LinuxCalls.LastError));
            }

            return new BpfProgram(program, opened);
        }
        catch
        {
            Close(ref opened);
            Close(ref program);
            throw;
        }
    }

    public void Stop() => Close(ref _event);

    /// <summary>Runs that the kernel left out; 0 where it does not tell (before 5.12).</summary>
    public long ReadMisses()
    {
        var info = new PinnedBytes(256);
        var attributes = new PinnedBytes(BpfSyscall.AttributesSize);
        BinaryPrimitives.WriteInt32LittleEndian(attributes.Bytes, _program);
        BinaryPrimitives.WriteInt32LittleEndian(attributes.Bytes[4..], info.Bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(attributes.Bytes[8..], info.Address);
        int result = BpfSyscall.Bpf(BpfSyscall.ObjectInfo, attributes);
        GC.KeepAlive(info);
        int length = BinaryPrimitives.ReadInt32LittleEndian(attributes.Bytes[4..]);
        return result == 0 && length >= RecursionMissesOffset + 8 ? BinaryPrimitives.ReadInt64LittleEndian(info.Bytes[RecursionMissesOffset..]) : 0;
    }

    public void Dispose()
    {
        Close(ref _event);
        Close(ref _program);
    }

    private static int Load(byte[] code)
    {
        var instructions = new PinnedBytes(code.Length);
        code.CopyTo(instructions.Bytes);
        // Helpers that read kernel memory are for programs under a licence that the kernel knows.
        var license = new PinnedBytes("Dual MIT/GPL");
        var log = new PinnedBytes(64 * 1024);
        var attributes = new PinnedBytes(BpfSyscall.AttributesSize);
        var span = attributes.Bytes;
        BinaryPrimitives.WriteInt32LittleEndian(span, TracepointProgram);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], code.Length / 8);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], instructions.Address);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], license.Address);
        int program = BpfSyscall.Bpf(BpfSyscall.ProgramLoad, attributes);
        int error = LinuxCalls.LastError;
        string said = "";
        if (program < 0 && error is LinuxCalls.InvalidArgument or LinuxCalls.AccessDenied)
        {
            // Once more with the verifier's log: its last lines say which instruction it did not like.
            BinaryPrimitives.WriteInt32LittleEndian(span[24..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(span[28..], log.Bytes.Length);
            BinaryPrimitives.WriteInt64LittleEndian(span[32..], log.Address);
            program = BpfSyscall.Bpf(BpfSyscall.ProgramLoad, attributes);
            said = LastLineButOne(Encoding.ASCII.GetString(log.Bytes).TrimEnd('\0'));
        }

        GC.KeepAlive(instructions);
        GC.KeepAlive(license);
        GC.KeepAlive(log);
        return program >= 0 ? program : throw new KernelRefusedException(BpfSyscall.DescribeRefusal($"the program is not taken{said}", error));
    }

    private static string LastLineButOne(string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length < 2 ? "" : $" ({lines[^2]})";
    }

    private static int OpenEvent(int eventId)
    {
        var attributes = new PinnedBytes(EventAttributesSize);
        var span = attributes.Bytes;
        BinaryPrimitives.WriteInt32LittleEndian(span, TracepointEvent);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], EventAttributesSize);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], eventId);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], 1);
        int opened = BpfSyscall.PerfEventOpen(attributes, processor: 0);
        return opened >= 0 ? opened : throw new KernelRefusedException(BpfSyscall.DescribeRefusal("the event cannot be opened", LinuxCalls.LastError));
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = LinuxCalls.Close(descriptor);
            descriptor = -1;
        }
    }
}
