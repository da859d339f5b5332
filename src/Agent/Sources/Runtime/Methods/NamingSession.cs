using System.Buffers;
using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Names all methods that have code: a session that asks for nothing but the rundown, and is stopped at once. The
/// runtime then describes methods, IL maps and modules. Repeatable; each run replaces what the map knew.
/// </summary>
internal static class NamingSession
{
    /// <summary>
    /// Loader (0x8), Jit (0x10) and JittedMethodILToNativeMap (0x20000) of Microsoft-Windows-DotNETRuntimeRundown: the
    /// least that names methods, compiled and precompiled, with IL maps and modules.
    /// </summary>
    public const long RundownKeywords = 0x20018;

    // The whole rundown must fit, about 0.5 KB a method; the runtime takes only what it fills, and gives it back.
    private const int BufferMegabytes = 64;
    private const string ThreadName = "AppFrag naming";

    /// <summary>Names the methods of our own process. Blocks for about <paramref name="deadline"/> at most; never call it on a request's thread.</summary>
    /// <returns>False when the rundown was not complete by then, or lost events and names fewer methods than the map; the map is unchanged.</returns>
    /// <exception cref="ServerNotAvailableException">The runtime's diagnostics are switched off or cannot be reached.</exception>
    public static bool Run(EventPipeStreams streams, MethodMap map, TimeSpan deadline)
    {
        var builder = map.CreateBuilder();
        using var stream = streams.Open(Configuration(), builder, ThreadName);
        return Finish(stream, builder, map, deadline);
    }

    /// <summary>Names the methods of any process.</summary>
    /// <inheritdoc cref="Run(EventPipeStreams, MethodMap, TimeSpan)" path="/*[not(self::summary)]"/>
    public static bool Run(DiagnosticsClient client, MethodMap map, TimeSpan deadline)
    {
        var builder = map.CreateBuilder();
        using var stream = EventPipeStream.Open(client, Configuration(), builder, ThreadName);
        return Finish(stream, builder, map, deadline);
    }

    private static EventPipeSessionConfiguration Configuration()
    {
        // The pool's EventSource must not come to life on the reading thread: creating one waits for the rundown to end,
        // and the rundown waits for the reader (dotnet/runtime#1892).
        ArrayPool<byte>.Shared.Return(ArrayPool<byte>.Shared.Rent(1));

        // Rundown needs a provider to go with; at this level, without keywords, the runtime writes no event of it.
        var provider = new EventPipeProvider(NetTraceMetadata.RuntimeProvider, EventLevel.Critical, keywords: 0);
        return new EventPipeSessionConfiguration([provider], BufferMegabytes, RundownKeywords, requestStackwalk: false);
    }

    private static bool Finish(EventPipeStream stream, MethodMapBuilder builder, MethodMap map, TimeSpan deadline)
    {
        if (!stream.Stop(deadline) || stream.Fault is not null)
        {
            return false;
        }

        // Part of the methods is better than none, but not than more of them.
        if (stream.DroppedEvents > 0 && builder.Count < map.Count)
        {
            return false;
        }

        map.Replace(builder);
        return true;
    }
}
