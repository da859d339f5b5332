using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Methods that are compiled while a session with the JIT keyword is open: tiering moves hot code several times in its
/// first minutes, and naming everything anew each time would cost more than all sampling. Filled by the reading thread,
/// asked by another; both take the lock for the length of one event or one question.
/// </summary>
internal sealed class LiveMethods(MethodMapBuilder builder) : INetTraceSink
{
    private readonly Lock _gate = new();

    /// <summary>Methods left out for want of capacity; above 0 only a new rundown knows everything.</summary>
    public int LeftOut
    {
        get
        {
            lock (_gate)
            {
                return builder.LeftOut;
            }
        }
    }

    public void OnHeader(in NetTraceHeader header) => builder.OnHeader(in header);

    public void OnEvent(in NetTraceEvent e)
    {
        lock (_gate)
        {
            builder.OnEvent(in e);
        }
    }

    /// <inheritdoc cref="MethodMapBuilder.ForgetMapsOfFrameworks"/>
    public void ForgetMapsOfFrameworks()
    {
        lock (_gate)
        {
            builder.ForgetMapsOfFrameworks();
        }
    }

    /// <inheritdoc cref="MethodTable.ForgetNames"/>
    public void ForgetNames() => builder.ForgetNames();

    public bool TryFind(ulong address, out MethodFrame? frame, out ILMap? map, out uint offset)
    {
        lock (_gate)
        {
            return builder.TryFind(address, out frame, out map, out offset);
        }
    }
}
