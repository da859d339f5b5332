using AppFrag.Model;
using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Agent.Tests.Sources.Runtime.Governing;

/// <summary>
/// A service, its runtime and the agent's loop, simulated in steps of five milliseconds: what it allocates and collects is
/// given as functions of time, what things truly cost need not be what the governor believes.
/// </summary>
internal sealed class GovernedWorld(double cpuBudget, int seed = 1)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LoopWhileClosed = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LoopWhileOpen = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan SampleLateness = TimeSpan.FromMilliseconds(120);

    private readonly Random _random = new(seed);
    private readonly Queue<(TimeSpan At, long Samples)> _onTheirWay = [];
    private double _allocated;
    private double _collected;
    private TimeSpan _cost;

    public SamplingGovernor Sampling { get; } = new(cpuBudget, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5));

    public GcGovernor Gc { get; } = new(cpuBudget, heaps: 1);

    public Func<TimeSpan, double> BytesPerSecond { get; init; } = _ => 0;

    public Func<TimeSpan, double> CollectionsPerSecond { get; init; } = _ => 0;

    /// <summary>What the agent costs apart from sampling and GC events, as a share of one core.</summary>
    public Func<TimeSpan, double> OtherCost { get; init; } = _ => 0.001;

    public TimeSpan CostOfSample { get; init; } = TimeSpan.FromMicroseconds(6);

    public TimeSpan CostOfGcEvent { get; init; } = TimeSpan.FromMicroseconds(4);

    public TimeSpan CostOfBurst { get; init; } = TimeSpan.FromMilliseconds(3);

    public List<(TimeSpan Begin, TimeSpan End, long Samples)> Bursts { get; } = [];

    public List<(TimeSpan At, GcMode Mode)> Modes { get; } = [];

    public List<TimeSpan> Looks { get; } = [];

    /// <summary>Cost of every step.</summary>
    public List<TimeSpan> Spent { get; } = [];

    public GovernedWorld Run(TimeSpan length)
    {
        TimeSpan began = TimeSpan.Zero, nextLoop = TimeSpan.Zero, lookUntil = TimeSpan.Zero;
        double sampled = 0;
        long arrived = 0, allocatedAtBegin = 0;
        for (TimeSpan now = Step; now <= length; now += Step)
        {
            double bytes = BytesPerSecond(now) * Step.TotalSeconds;
            double collections = CollectionsPerSecond(now) * Step.TotalSeconds;
            TimeSpan cost = Step * OtherCost(now);
            _allocated += bytes;
            _collected += collections;
            if (Sampling.IsOpen)
            {
                long samples = Draw(bytes / SamplingEstimate.MeanBytes);
                sampled += samples;
                _onTheirWay.Enqueue((now + SampleLateness, samples));
                cost += samples * CostOfSample;
            }

            if (Gc.Mode == GcMode.Events || now < lookUntil)
            {
                cost += collections * 5 * CostOfGcEvent;
            }

            while (_onTheirWay.TryPeek(out (TimeSpan At, long Samples) next) && next.At <= now)
            {
                arrived += _onTheirWay.Dequeue().Samples;
            }

            if (now >= nextLoop)
            {
                Sampling.Account(now, _cost, (long)_allocated);
                GcMode mode = Gc.Account(now, (long)_collected);
                if (Modes.Count == 0 || Modes[^1].Mode != mode)
                {
                    Modes.Add((now, mode));
                }

                if (Gc.TryLook(Sampling.Credit))
                {
                    Looks.Add(now);
                    lookUntil = now + GcGovernor.Look;
                    cost += CostOfBurst;
                }

                if (Sampling.MustEnd(arrived))
                {
                    Bursts.Add((began, now, (long)sampled));
                    Sampling.End((long)sampled, (long)_allocated - allocatedAtBegin);
                    _onTheirWay.Clear();
                }
                else if (Sampling.TryBegin())
                {
                    (began, sampled, arrived, allocatedAtBegin) = (now, 0, 0, (long)_allocated);
                    cost += CostOfBurst;
                }

                nextLoop = now + (Sampling.IsOpen ? LoopWhileOpen : LoopWhileClosed);
            }

            _cost += cost;
            Spent.Add(cost);
        }

        return this;
    }

    /// <summary>The dearest minute, wherever it begins after the start, as a share of one core.</summary>
    public double DearestMinute()
    {
        int first = (int)(SamplingGovernor.Start / Step);
        int steps = (int)(TimeSpan.FromMinutes(1) / Step);
        TimeSpan sum = TimeSpan.Zero, most = TimeSpan.Zero;
        for (int i = first; i < Spent.Count; i++)
        {
            sum += Spent[i] - (i >= first + steps ? Spent[i - steps] : TimeSpan.Zero);
            most = sum > most ? sum : most;
        }

        return most / TimeSpan.FromMinutes(1);
    }

    /// <summary>The longest time without a burst.</summary>
    public TimeSpan LongestBlindness(TimeSpan length)
    {
        TimeSpan last = TimeSpan.Zero, longest = TimeSpan.Zero;
        foreach ((TimeSpan begin, TimeSpan end, _) in Bursts)
        {
            longest = begin - last > longest ? begin - last : longest;
            last = end;
        }

        return length - last > longest ? length - last : longest;
    }

    private long Draw(double mean) => Math.Max(0, (long)Math.Round(mean + (Math.Sqrt(mean) * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()))));
}
