using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>The free lists against those that a real Prometheus node_exporter reads, block for block.</summary>
public sealed partial class NodeExporterTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task FreeBlocks_EqualNodeExporters()
    {
        using var exporter = StartExporter(out var lines);
        try
        {
            using var client = new HttpClient();
            var metrics = new Uri($"http://{Address(lines)}/metrics");
            using var source = new HostSource(new HostRoots(), TimeProvider.System);
            var open = source.CaptureReport().Zones.Select(Key).ToHashSet();
            Assert.NotEmpty(open);
            int unequal = 0;
            var clock = Stopwatch.StartNew();
            while (open.Count > 0 && clock.Elapsed < Deadline)
            {
                var before = Read(source);
                string text = await client.GetStringAsync(metrics, TestContext.Current.CancellationToken);
                var after = Read(source);
                var theirs = Blocks(text);
                foreach (var (key, blocks) in before.Where(zone => open.Contains(zone.Key) && zone.Value.SequenceEqual(after[zone.Key])))
                {
                    if (blocks.SequenceEqual(theirs[key]))
                    {
                        open.Remove(key);
                    }
                    else
                    {
                        unequal++;
                    }
                }
            }

            // Unequal once, blocks may have been taken and given back during the scrape; unequal to the end, one of us is wrong.
            Assert.True(open.Count == 0 || unequal == 0, $"{string.Join(", ", open)} never agreed, although the free lists stood still {unequal} times");
            Assert.SkipWhen(open.Count > 0, $"the free lists of {string.Join(", ", open)} never stood still during a scrape: the machine is too busy");
        }
        finally
        {
            exporter.Kill();
            await exporter.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process StartExporter(out BlockingCollection<string> lines)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        const string Program = "prometheus-node-exporter";
        bool isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, Program)));
        Assert.SkipUnless(isInstalled, $"{Program} is not installed (Debian package of that name)");

        var received = new BlockingCollection<string>();
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Program, ["--collector.disable-defaults", "--collector.buddyinfo", "--web.listen-address=127.0.0.1:0"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        process.ErrorDataReceived += (_, line) => received.Add(line.Data ?? "");
        process.OutputDataReceived += (_, line) => received.Add(line.Data ?? "");
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        lines = received;
        return process;
    }

    private static string Address(BlockingCollection<string> lines)
    {
        var clock = Stopwatch.StartNew();
        while (lines.TryTake(out string? line, Deadline - clock.Elapsed))
        {
            if (ListeningOn().Match(line) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }
        }

        throw new TimeoutException("node_exporter did not say where it listens");
    }

    private static Dictionary<(int Node, string Zone), IReadOnlyList<long>> Read(HostSource source)
    {
        source.Tick(out _);
        return source.CaptureReport().Zones.ToDictionary(Key, zone => zone.FreeBlocks);
    }

    private static Dictionary<(int Node, string Zone), long[]> Blocks(string text) => Metric().Matches(text)
        .Select(match => (
            Key: (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[3].Value),
            Order: int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
            Blocks: (long)double.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture)))
        .GroupBy(block => block.Key)
        .ToDictionary(zone => zone.Key, zone => zone.OrderBy(block => block.Order).Select(block => block.Blocks).ToArray());

    private static (int Node, string Zone) Key(ZoneReport zone) => (zone.Node, zone.Zone);

    [GeneratedRegex(@"Listening on"" address=(\S+)")]
    private static partial Regex ListeningOn();

    [GeneratedRegex(@"^node_buddyinfo_blocks\{node=""(\d+)"",size=""(\d+)"",zone=""([^""]+)""\} (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Metric();
}
