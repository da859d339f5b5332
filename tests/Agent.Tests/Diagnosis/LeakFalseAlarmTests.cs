using System.Diagnostics;
using AppFrag.Agent.Tests.Correlation.Statistics;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>
/// How often memory that does not leak is called a leak, and how often one that does. Each series is an hour of full
/// collections, one every ten seconds, remembered as the agent remembers them and judged every half minute: an alarm counts
/// whenever it comes, as <see cref="FindingLifecycle"/> opens it (two of three).
/// </summary>
public sealed class LeakFalseAlarmTests(ITestOutputHelper output)
{
    private const double MiB = 1 << 20;
    private const int Seconds = 3600;
    private const int BetweenCollections = 10;
    private const int BetweenLooks = 30;
    private const double Bar = 0.07;

    /// <summary>MiB by collection.</summary>
    private static readonly Dictionary<string, Func<Simulated, IEnumerable<double>>> Harmless = new()
    {
        ["walk"] = random => Walk(random, step: 4),
        ["walk in small steps"] = random => Walk(random, step: 1.2),
        ["white"] = random => random.White(Collections).Select(value => 400 + (40 * value)),
        ["AR 0.9"] = random => Autoregressive(random, 0.9, 60),
        ["AR 0.97"] = random => Autoregressive(random, 0.97, 80),
        ["AR 0.997"] = random => Autoregressive(random, 0.997, 80),
        ["sawtooth of 2 minutes"] = random => Sawtooth(random, 120, 100),
        ["sawtooth of 2 minutes with noise"] = random => Sawtooth(random, 120, 100).Zip(random.White(Collections), (saw, noise) => saw + (20 * noise)),
    };

    private static readonly Dictionary<string, (Func<Simulated, IEnumerable<double>> Series, double Power, double Within)> Leaks = new()
    {
        ["100 MiB an hour, noise of 10"] = (random => Leak(100, random.White(Collections).Select(value => 400 + (10 * value))), 0.9, 60),
        ["300 MiB an hour, noise of 30"] = (random => Leak(300, random.White(Collections).Select(value => 400 + (30 * value))), 0.9, 60),
        ["300 MiB an hour, sawtooth of 60 in 2 minutes"] = (random => Leak(300, Sawtooth(random, 120, 60)), 0.98, 30),
        ["300 MiB an hour, sawtooth of 60 in 10 minutes"] = (random => Leak(300, Sawtooth(random, 600, 60)), 0.98, 60),
        ["300 MiB an hour, AR 0.97 of 20"] = (random => Leak(300, Autoregressive(random, 0.97, 20)), 0.75, 60),
        ["1000 MiB an hour, noise of 30"] = (random => Leak(1000, random.White(Collections).Select(value => 400 + (30 * value))), 0.95, 20),
    };

    private static int Collections => Seconds / BetweenCollections;

    public static TheoryData<string> HarmlessKinds => [.. Harmless.Keys];

    public static TheoryData<string> LeakKinds => [.. Leaks.Keys];

    [Theory]
    [MemberData(nameof(HarmlessKinds))]
    public void WhatDoesNotLeak_IsSeldomCalledALeak(string kind)
    {
        (double share, int runs) = Trials.Share(() => seed => Alarm(Harmless[kind](new Simulated(seed))) is not null);

        output.WriteLine($"{kind}: {share:P1} of {runs} hours called a leak at some moment");
        Assert.Equal(Trials.Count, runs);
        Assert.InRange(share, 0, Bar);
    }

    [Theory]
    [MemberData(nameof(LeakKinds))]
    public void Leak_IsFound(string kind)
    {
        (Func<Simulated, IEnumerable<double>> series, double power, double within) = Leaks[kind];
        (double share, _) = Trials.Share(() => seed => Alarm(series(new Simulated(seed))) is { } at && at <= within * 60, count: 200);

        output.WriteLine($"{kind}: {share:P1} found within {within} minutes");
        Assert.InRange(share, power, 1);
    }

    /// <summary>Second of the first alarm.</summary>
    private static double? Alarm(IEnumerable<double> mebibytes)
    {
        var history = new LiveHeapHistory();
        var detector = new MemoryLeak();
        int seen = 0;
        int second = 0;
        foreach (double value in mebibytes)
        {
            GenerationSizes sizes = default;
            sizes[GenerationSizes.Gen2] = new GenerationSize((long)(Math.Max(20, value) * MiB), 0, 0);
            history.Add([new GcSample { Timestamp = second * Stopwatch.Frequency, Index = second, Generation = 2, Reason = 0, Sizes = sizes }]);
            if (second % BetweenLooks == 0)
            {
                bool isLeak = detector.Detect(new DiagnosisWindow { Length = TimeSpan.FromMinutes(1), LiveHeap = history.Points }) is not null;
                seen = ((seen << 1) | (isLeak ? 1 : 0)) & 0b111;
                if (int.PopCount(seen) >= FindingLifecycle.OpensAfter)
                {
                    return second;
                }
            }

            second += BetweenCollections;
        }

        return null;
    }

    private static IEnumerable<double> Walk(Simulated random, double step)
    {
        double value = 400;
        for (int i = 0; i < Collections; i++)
        {
            yield return value = Math.Max(20, value + (step * random.Normal()));
        }
    }

    private static IEnumerable<double> Autoregressive(Simulated random, double share, double deviation) =>
        random.Autoregressive(share, Collections).Select(value => 400 + (deviation * Math.Sqrt(1 - (share * share)) * value));

    private static IEnumerable<double> Sawtooth(Simulated random, double period, double height)
    {
        double phase = random.Uniform() * period;
        return Enumerable.Range(0, Collections).Select(i => 400 + (height * (((i * BetweenCollections) + phase) % period / period)));
    }

    private static IEnumerable<double> Leak(double perHour, IEnumerable<double> otherwise) =>
        otherwise.Select((value, i) => value + (perHour * i * BetweenCollections / Seconds));
}
