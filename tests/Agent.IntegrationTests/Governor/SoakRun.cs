using System.Globalization;
using System.Text.Json;
using AppFrag.Correlation;
using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Agent.IntegrationTests.Governor;

/// <summary>One run of the test host under a mixed load, and the lines it printed about itself.</summary>
internal sealed class SoakRun
{
    private const string Prefix = "soak ";
    private static readonly double StartSeconds = SamplingGovernor.Start.TotalSeconds;

    private SoakRun(IReadOnlyList<SoakLine> lines) => Lines = lines;

    public IReadOnlyList<SoakLine> Lines { get; }

    public SoakLine Last => Lines[^1];

    /// <param name="length">How long the load runs.</param>
    /// <param name="interval">From one line to the next.</param>
    /// <param name="arguments">Further arguments, see Scenario of the test host.</param>
    public static async Task<SoakRun> RunAsync(TimeSpan length, TimeSpan interval, params string[] arguments)
    {
        using TestHostProcess host = await TestHostProcess.StartAsync(
            [Argument("soak", length), Argument("interval", interval), .. arguments]);
        TimeSpan? end = await host.WaitForExitAsync(length + TimeSpan.FromSeconds(60));
        Assert.True(end is not null && host.ExitCode == 0, "The test host did not end well:\n" + string.Join('\n', host.Output.TakeLast(5)));
        return new SoakRun(
        [
            .. host.Output
                .Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(line => JsonSerializer.Deserialize<SoakLine>(line[Prefix.Length..], JsonSerializerOptions.Web)!),
        ]);
    }

    /// <summary>CPU seconds of the start, in which the agent's own code is compiled and methods are named: what no governor can spread.</summary>
    public double StartCost => Started.AgentCpu;

    /// <summary>The dearest minute after the start, as a share of one core; of the whole run when it is shorter.</summary>
    public double DearestMinute()
    {
        SoakLine[] lines = [.. Lines.Where(line => line.At >= Started.At)];
        double dearest = 0;
        for (int to = 1; to < lines.Length; to++)
        {
            int from = to - 1;
            while (from > 0 && lines[to].At - lines[from].At < 59.5)
            {
                from--;
            }

            double minute = Math.Max(60, lines[to].At - lines[from].At);
            dearest = Math.Max(dearest, (lines[to].AgentCpu - lines[from].AgentCpu) / minute);
        }

        return dearest;
    }

    /// <summary>
    /// What resident memory outside the GC's heap has gained from a third of the run to its end, along the trend. How much the
    /// heap itself takes under such a load is the GC's own choice, and swings by tens of MiB.
    /// </summary>
    public double GrowthOutsideHeap()
    {
        (double X, double Y)[] settled = [.. Lines.Where(line => line.At >= Last.At / 3).Select(line => (line.At, (double)line.ResidentOther))];
        Assert.True(TheilSen.Of(settled) is not null, "too few lines for a trend");
        return TheilSen.Of(settled)!.Value.Slope * (settled[^1].X - settled[0].X);
    }

    /// <summary>What the objects that stay alive have gained from the second third of the run to the last: the least of many readings has hardly anything dead in it.</summary>
    public double GrowthOfLiveObjects() => Least(2) - Least(1);

    /// <summary>Median of a number in one third of the run, from 0 on.</summary>
    public double Median(int third, Func<SoakLine, long> number)
    {
        long[] sorted = [.. Lines.Where(line => ThirdOf(line) == third).Select(number).Order()];
        return sorted[sorted.Length / 2];
    }

    private int ThirdOf(SoakLine line) => (int)(line.At / (Last.At + 1) * 3);

    private long Least(int third) => Lines.Where(line => ThirdOf(line) == third).Min(line => line.Heap);

    /// <summary>All estimates that were held against the truth, in windows of nearly full length.</summary>
    public IReadOnlyList<SoakPlace> Judged() =>
        [.. Lines.SelectMany(line => line.Windows).Where(window => window.Seconds > 15).SelectMany(window => window.Places)];

    private SoakLine Started => Lines.First(line => line.At >= StartSeconds);

    private static string Argument(string name, TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={value.TotalSeconds}");
}
