using System.Net;
using System.Net.Sockets;
using AppFrag.Package.Tests.Hook;

namespace AppFrag.Package.Tests;

/// <summary>A page of the documentation, followed as its reader would, with the packages of this build.</summary>
internal static class FollowedPage
{
    /// <param name="feed">The packages.</param>
    /// <param name="page">Text of the page.</param>
    /// <param name="section">How its heading begins.</param>
    /// <param name="folder">Where the reader stands; also the home of installed tools.</param>
    /// <param name="backend">What stands for the page's OpenTelemetry backend.</param>
    public static AppProcess Start(PackedFeed feed, string page, string section, string folder, Uri backend)
    {
        var script = Path.Combine(folder, "follow.sh");
        File.WriteAllText(script, PageScript.Of(page, section, new Uri($"http://127.0.0.1:{FreePort()}"), backend));

        var start = feed.Dotnet();
        start.FileName = "bash";
        start.ArgumentList.Add(script);
        start.WorkingDirectory = folder;
        start.Environment["DOTNET_CLI_HOME"] = folder;
        start.Environment["PATH"] = $"{folder}/.dotnet/tools:{start.Environment["PATH"]}";

        // Only so that the test need not wait as long as a reader may.
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        start.Environment["AppFrag__CpuBudget"] = "0.5";
        start.Environment["AppFrag__SamplingInterval"] = "00:00:01";
        return new AppProcess(start);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
