using System.IO.Compression;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>The recorded traces of Fixtures/traces, decompressed.</summary>
internal static class TraceFixture
{
    private static readonly Lazy<byte[]> LazyShop = new(() => Load("shop.nettrace.gz"));

    public static byte[] Shop => LazyShop.Value;

    private static byte[] Load(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "traces", name));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var copy = new MemoryStream();
        unpacked.CopyTo(copy);
        return copy.ToArray();
    }
}
