namespace AppFrag.Sources.Host;

/// <summary>
/// The names of this machine's counters, caches and zones, of which a kernel has some hundreds: a reading of the host has two hundred, and
/// readings are kept for ten minutes.
/// </summary>
internal static class KernelNames
{
    private static readonly SharedNames Shared = new(capacity: 4096);

    /// <param name="ascii">A name as the kernel wrote it.</param>
    public static string Of(ReadOnlySpan<byte> ascii) => Shared.Of(ascii);

    /// <param name="name">The name of a file, for one.</param>
    public static string Of(ReadOnlySpan<char> name) => Shared.Of(name);
}
