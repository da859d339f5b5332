namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCRestartEEEnd, event 3 version 1 of Microsoft-Windows-DotNETRuntime (template GCNoUserData in
/// src/coreclr/vm/ClrEtwAll.man): the pause that <see cref="GCSuspendEEBeginEvent"/> started is over. It says nothing
/// but when.
/// </summary>
internal readonly ref struct GCRestartEEEndEvent
{
    public const int Id = 3;

    public static bool TryRead(ReadOnlySpan<byte> payload, out GCRestartEEEndEvent value)
    {
        value = default;
        return payload.Length >= sizeof(ushort); // CLR instance
    }
}
