using System.Diagnostics;
using System.Globalization;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.IntegrationTests.Gallery;

/// <summary>
/// Free memory in single pages, made by a process of its own (<c>tests/Fragmenter</c>) that gives every second page of its
/// memory back. Disposing ends that process, which gives the rest back too, and compacts.
/// </summary>
internal sealed class FragmentedHost : IAsyncDisposable
{
    /// <summary>How much, MiB. More than the default shows more of it, and takes more of the machine.</summary>
    public const string Size = "APPFRAG_GALLERY_FRAGMENT_MIB";

    private const string Compact = "/proc/sys/vm/compact_memory";

    // Thousandths.
    private const int Noticeable = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Drained = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private FragmentedHost(Process process) => _process = process;

    /// <summary>How far it went.</summary>
    public string Description { get; private set; } = "";

    private static string Mebibytes => Environment.GetEnvironmentVariable(Size) ?? 512.ToString(CultureInfo.InvariantCulture);

    /// <returns>The state, or <see langword="null"/> and why it cannot be brought about.</returns>
    public static async Task<(FragmentedHost? Host, string? Reason)> TryCreateAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return (null, "needs Linux, and root to put the machine back as it was");
        }

        var start = new ProcessStartInfo("dotnet", ["exec", RepositoryFiles.Output("AppFrag.Fragmenter"), "movable", Mebibytes])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var host = new FragmentedHost(Process.Start(start)!);
        try
        {
            await host.WaitForAsync("filled");
            // Filling takes the small blocks first: the state to compare with is this one.
            int before = UnusableIndex();
            await host._process.StandardInput.WriteLineAsync();
            await host.WaitForAsync("ready");
            // What is freed one by one lies on the lists of the processors at first, and comes back to the zone bit by bit.
            int after = UnusableIndex();
            for (long since = Stopwatch.GetTimestamp(); after < before + Noticeable && Stopwatch.GetElapsedTime(since) < Drained; after = UnusableIndex())
            {
                await Task.Delay(Pace);
            }

            Assert.InRange(after, before + 1, 1000);
            host.Description = $"{Mebibytes} MiB in single pages: unusable index {before} to {after} thousandths";
            return (host, null);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await File.WriteAllTextAsync(Compact, "1");
    }

    private static int UnusableIndex()
    {
        using var source = new HostSource(new HostRoots(), TimeProvider.System);
        return source.Tick(out HostSample sample) ? sample.UnusableIndexPmd : -1;
    }

    private async Task WaitForAsync(string state)
    {
        using var deadline = new CancellationTokenSource(Patience);
        Assert.Equal(state, await _process.StandardOutput.ReadLineAsync(deadline.Token));
    }
}
