namespace AppFrag.OtlpReceiver.Wire;

internal static class UnixTime
{
    private const ulong NanosecondsPerTick = 100;

    public static DateTimeOffset FromNanoseconds(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / NanosecondsPerTick));
}
