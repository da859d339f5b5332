using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AppFrag.Tool.Tests.Kernel;

/// <summary>
/// Memory fragmented on purpose by a process of its own (tests/Fragmenter), and what the kernel and the tool say about it.
/// Whatever happens, the process is ended, which gives everything back, and memory is compacted.
/// </summary>
internal sealed class Experiment : IDisposable
{
    public const string Option = "APPFRAG_LIVE_EXPERIMENTS";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _fragmenter;
    private bool _isDisposed;

    private Experiment(Process fragmenter) => _fragmenter = fragmenter;

    /// <summary>Skips the test unless it was asked for and can be done here.</summary>
    public static void SkipUnlessAskedFor()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Option) == "1", $"fragments the machine's memory on purpose: set {Option}=1 (root, 2 GiB free, a minute)");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs Linux and root");
    }

    /// <summary>Starts a fragmenter and waits until it has come as far as this word.</summary>
    public static async Task<Experiment> StartAsync(string what, long mebibytes, string state = "ready")
    {
        var start = new ProcessStartInfo("dotnet", [Fragmenter, what, mebibytes.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true };
        var experiment = new Experiment(ToolProcess.Start(start));
        try
        {
            await experiment.WaitForAsync(state);
            return experiment;
        }
        catch
        {
            experiment.Dispose();
            throw;
        }
    }

    /// <summary>Lets it go on to its next state.</summary>
    public async Task GoOnAsync(string state)
    {
        await _fragmenter.StandardInput.WriteLineAsync();
        await WaitForAsync(state);
    }

    public static void Compact() => File.WriteAllText("/proc/sys/vm/compact_memory", "1");

    public static async Task<JsonDocument> HostAsync()
    {
        var result = await ToolProcess.RunAsync("host", "--format", "json");
        result.MustEndWith(0);
        return result.Json;
    }

    /// <summary>Bytes free on the whole machine.</summary>
    public static long FreeBytes(JsonDocument host) => host.RootElement.GetProperty("memory").GetProperty("MemFree").GetInt64();

    /// <summary>Free pages by zone that lie in blocks smaller than a huge page.</summary>
    public static Dictionary<string, long> SmallFreePages(JsonDocument host)
    {
        int pmd = host.RootElement.GetProperty("pmdOrder").GetInt32();
        return host.RootElement.GetProperty("zones").EnumerateArray().ToDictionary(
            zone => $"{zone.GetProperty("node")} {zone.GetProperty("zone")}",
            zone => zone.GetProperty("freeBlocks").EnumerateArray().Take(pmd).Select((blocks, order) => blocks.GetInt64() << order).Sum());
    }

    /// <summary>The kernel's unusable index of huge-page order by zone, in thousandths.</summary>
    public static Dictionary<string, int> UnusableIndex(JsonDocument host)
    {
        int pmd = host.RootElement.GetProperty("pmdOrder").GetInt32();
        return host.RootElement.GetProperty("zones").EnumerateArray().ToDictionary(
            zone => $"{zone.GetProperty("node")} {zone.GetProperty("zone")}",
            zone => zone.GetProperty("unusableIndex")[pmd].GetInt32());
    }

    public static long UnmovableBlocks()
    {
        Assert.True(Tool.Kernel.PageBlocks.TryParse(File.ReadAllText("/proc/pagetypeinfo"), out var blocks, out string problem), problem);
        return blocks!.Counts[blocks.Types.ToList().IndexOf("Unmovable")];
    }

    /// <summary>Bytes free in unmovable blocks: what an earlier experiment left there is used up first.</summary>
    public static long FreeUnmovableBytes() => Environment.SystemPageSize * File.ReadLines("/proc/pagetypeinfo")
        .Where(line => line.StartsWith("Node", StringComparison.Ordinal) && line.Contains(", type ", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words[5] == "Unmovable")
        .Sum(words => words.Skip(6).Select((count, order) => long.Parse(count.TrimStart('>'), CultureInfo.InvariantCulture) << order).Sum());

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_fragmenter.HasExited)
        {
            _fragmenter.Kill();
            _fragmenter.WaitForExit();
        }

        _fragmenter.Dispose();
        Compact();
    }

    private async Task WaitForAsync(string state)
    {
        string? line = await _fragmenter.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        if (line is null)
        {
            Assert.Skip("the fragmenter could not do its work here: " + await _fragmenter.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(state, line);
    }

    private static string Fragmenter => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "AppFrag.Fragmenter", new DirectoryInfo(AppContext.BaseDirectory).Name, "AppFrag.Fragmenter.dll"));
}
