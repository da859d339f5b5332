using System.Diagnostics;
using System.Globalization;

namespace AppFrag.MacroBenchmark.Watchers;

/// <summary><c>dotnet-trace collect --profile gc-verbose</c> as a process beside the service, writing into a temporary file. A local tool: the manifest lies beside the project.</summary>
internal sealed class DotnetTraceWatcher : Watcher
{
    private const string Package = "dotnet-trace";

    public override string Name => "dotnet-trace";

    public override string Description => "dotnet-trace collect --profile gc-verbose attached from outside";

    public override async Task<WatchingProcess?> AttachAsync(int serviceProcessId, CancellationToken cancellation)
    {
        string file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"appfrag-macro-{serviceProcessId}.nettrace"));
        var start = new ProcessStartInfo("dotnet", [FindTool(), "collect", "--profile", "gc-verbose", "-p", serviceProcessId.ToString(CultureInfo.InvariantCulture), "-o", file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        return await WatchingProcess.StartAsync(start, file, isReady: line => line.StartsWith("Output File", StringComparison.Ordinal), cancellation);
    }

    /// <summary>The assembly itself: <c>dotnet tool run</c> would put a process between, whose child is hard to measure.</summary>
    private static string FindTool()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string folder = Path.Combine(packages, Package);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Package + ".dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last()
            : throw new InvalidOperationException($"{Package} is not installed: run 'dotnet tool restore' in benchmarks/Macro");
    }
}
