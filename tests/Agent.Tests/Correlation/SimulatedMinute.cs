using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

/// <summary>How a simulated load goes: rate and share of the large site at each slot of a twentieth of a second.</summary>
public enum SimulatedLoad
{
    Steady,
    Bursty,
    Ramp,
    OnAndOff,
    ChangingMix,

    /// <summary>Kept from its work for half a minute, and making up for it in the other half.</summary>
    CatchingUp,
}

/// <summary>A minute of two sites, one of 200 kB arrays with two thirds of the bytes, one of small objects, and the truth about it.</summary>
internal sealed class SimulatedMinute
{
    public const int Seconds = 60;

    private const int SlotsPerSecond = 20;
    private const double Mean = 200e6;
    private const long LargeSize = 200_024;
    private const long SmallSize = 224;

    private static readonly CallStack Large = new([1]) { Site = new CodeSite("Large", "L.cs", 1, null) };
    private static readonly CallStack Small = new([2]) { Site = new CodeSite("Small", "S.cs", 2, null) };

    private readonly Random _random;
    private readonly double[] _large = new double[Seconds * SlotsPerSecond];
    private readonly double[] _small = new double[Seconds * SlotsPerSecond];
    private int _end;

    public SimulatedMinute(Random random, SimulatedLoad load)
    {
        _random = random;
        double level = 0;
        double phase = random.NextDouble() * 20;
        for (int i = 0; i < _large.Length; i++)
        {
            double at = (double)i / SlotsPerSecond;
            level = (0.95 * level) + (0.3 * Gauss());
            double factor = load switch
            {
                SimulatedLoad.Bursty => Math.Exp(level * 0.5),
                SimulatedLoad.Ramp => 0.2 + (at / 40),
                SimulatedLoad.OnAndOff => (at + phase) % 13 < 5 ? 2.5 : 0.1,
                SimulatedLoad.CatchingUp => at < 30 ? 0.8 : 1.2,
                _ => 1,
            };
            double share = load == SimulatedLoad.ChangingMix ? 0.667 + (0.2 * Math.Sin((at + phase) / 3)) : 0.667;
            double bytes = Mean * factor / SlotsPerSecond;
            _large[i] = bytes * share;
            _small[i] = bytes * (1 - share);
        }
    }

    public List<AllocationBurst> Bursts { get; } = [];

    /// <summary>Bytes of the whole minute.</summary>
    public AllocatedBytes Allocated => new(_large.Sum() + _small.Sum(), Seconds);

    /// <summary>True rates of both sites up to the end of the last burst.</summary>
    public (double Large, double Small) RatesToLastBurst => Rates(_end);

    /// <summary>True rates of both sites in the whole minute.</summary>
    public (double Large, double Small) WholeRates => Rates(_large.Length);

    public void Sample(double at, double length, bool isTotalKnown)
    {
        int first = (int)(at * SlotsPerSecond);
        int slots = Math.Max(1, (int)(length * SlotsPerSecond));
        double part = length / ((double)slots / SlotsPerSecond);
        var large = new AllocationGroup(Large, "System.Byte[]", AllocationKind.Loh, null);
        var small = new AllocationGroup(Small, "System.String", AllocationKind.Soh, null);
        Draw(large, _large.AsSpan(first, slots), LargeSize, part);
        Draw(small, _small.AsSpan(first, slots), SmallSize, part);
        int end = first + slots;
        double represented = 0;
        for (int i = _end; i < end; i++)
        {
            represented += _large[i] + _small[i];
        }

        Bursts.Add(new AllocationBurst
        {
            Start = Ticks(at),
            End = Ticks(at + length),
            Groups = [large.Sum, small.Sum],
            RepresentedSeconds = (double)(end - _end) / SlotsPerSecond,
            RepresentedBytes = isTotalKnown ? (long)represented : 0,
        });
        _end = end;
    }

    private (double Large, double Small) Rates(int slots)
    {
        double seconds = (double)slots / SlotsPerSecond;
        return (_large.Take(slots).Sum() / seconds, _small.Take(slots).Sum() / seconds);
    }

    private void Draw(AllocationGroup group, ReadOnlySpan<double> bytes, long size, double part)
    {
        double sum = 0;
        foreach (double slot in bytes)
        {
            sum += slot;
        }

        double objects = sum * part / size;
        double seen = 1 / SamplingEstimate.Weight(size);
        double whole = Math.Floor(objects) + (_random.NextDouble() < objects % 1 ? 1 : 0);
        double mean = whole * seen;
        int samples = (int)Math.Clamp(Math.Round(mean + (Math.Sqrt(mean * (1 - seen)) * Gauss())), 0, whole);
        for (int i = 0; i < samples; i++)
        {
            group.Add(size);
        }
    }

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
