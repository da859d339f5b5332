using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>What the bursts of a window saw of some groups.</summary>
/// <param name="bursts">How many bursts.</param>
internal sealed class SeenBytes(int bursts)
{
    /// <summary>Estimated bytes while each burst was on.</summary>
    public double[] ByBurst { get; } = new double[bursts];

    public double Sum { get; private set; }

    /// <summary>Variance of <see cref="Sum"/> from the random draw alone: what was allocated is taken as given.</summary>
    public double Draw { get; private set; }

    /// <summary>Variance of <see cref="Sum"/> when the objects that were allocated in these moments are themselves a matter of chance.</summary>
    public double Spread { get; private set; }

    public void Add(int burst, in AllocationSum group)
    {
        ByBurst[burst] += group.Bytes;
        Sum += group.Bytes;
        Draw += group.DrawVariance;
        Spread += group.Spread;
    }
}
