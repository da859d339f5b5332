using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

/// <summary>Feeds handmade method events to a sink.</summary>
internal sealed class MethodEvents(INetTraceSink sink)
{
    public MethodEvents Module(ulong id, string path, bool isRundown = true) =>
        Send(isRundown ? ModuleLoadEvent.RundownId : ModuleLoadEvent.Id, isRundown, 2, thread: 1, w =>
        {
            w.Write(id);
            w.Write(new byte[16]);
            Utf16(w, path);
        });

    public MethodEvents Method(ulong id, ulong start, string type = "Shop.Cart", string name = "Add", bool isRundown = true, ulong codeVersion = 0, ulong module = 2, long thread = 1) =>
        Send(isRundown ? MethodLoadVerboseEvent.RundownId : MethodLoadVerboseEvent.Id, isRundown, 2, thread, w =>
        {
            w.Write(id);
            w.Write(module);
            w.Write(start);
            w.Write(100); // size
            w.Write(0x06000005); // token
            w.Write(8); // jitted
            Utf16(w, type);
            Utf16(w, name);
            Utf16(w, "void ()");
            w.Write((short)0);
            w.Write(codeVersion);
        });

    public MethodEvents Map(ulong id, bool isRundown = true, ulong codeVersion = 0, long thread = 1, params (int Native, int IL)[] entries) =>
        Send(isRundown ? MethodILToNativeMapEvent.RundownId : MethodILToNativeMapEvent.Id, isRundown, 1, thread, w =>
        {
            w.Write(id);
            w.Write(codeVersion);
            w.Write((byte)0);
            w.Write((short)entries.Length);
            foreach (var (_, il) in entries)
            {
                w.Write(il);
            }

            foreach (var (native, _) in entries)
            {
                w.Write(native);
            }
        });

    private static void Utf16(BinaryWriter writer, string text) => writer.Write(System.Text.Encoding.Unicode.GetBytes(text + "\0"));

    private MethodEvents Send(int id, bool isRundown, int version, long thread, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        var provider = isRundown ? NetTraceMetadata.RundownProvider : NetTraceMetadata.RuntimeProvider;
        sink.OnEvent(new NetTraceEvent
        {
            Metadata = new NetTraceMetadata(1, provider, id, version, string.Empty),
            Timestamp = 0,
            ThreadId = thread,
            ActivityId = Guid.Empty,
            RelatedActivityId = Guid.Empty,
            Payload = stream.ToArray(),
            Stack = default,
        });
        return this;
    }
}
