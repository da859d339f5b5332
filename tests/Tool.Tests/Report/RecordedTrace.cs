using System.Diagnostics.Tracing;
using System.IO.Compression;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Tests.Report;

/// <summary>Recordings to report on.</summary>
internal static class RecordedTrace
{
    // As dotnet-trace collect --profile gc-verbose.
    private const long GCVerboseKeywords = 0x8003;
    private const int BufferMegabytes = 256;

    /// <summary>The recording that the decoder's tests use too: samples, methods, lines, six collections.</summary>
    public static byte[] Fixture()
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "traces", "shop.nettrace.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Records a process as dotnet-trace does.</summary>
    public static async Task RecordAsync(int processId, string path, TimeSpan length, CancellationToken cancellation)
    {
        var client = new DiagnosticsClient(processId);
        using var session = client.StartEventPipeSession([new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, GCVerboseKeywords)], requestRundown: true, BufferMegabytes);
        await using var file = File.Create(path);
        var copying = session.EventStream.CopyToAsync(file, cancellation);
        await Task.WhenAny(copying, Task.Delay(length, cancellation));
        await session.StopAsync(cancellation);
        await copying;
    }
}
